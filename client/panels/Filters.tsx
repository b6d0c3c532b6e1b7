import { Disclosure, DisclosurePanel, Heading, Button } from 'react-aria-components'
import type { Catalogue } from '../../server/contract/results.ts'
import { CategoryFilter } from './CategoryFilter.tsx'
import { MeasureSwitch } from './MeasureSwitch.tsx'
import { MethodFilter } from './MethodFilter.tsx'
import { PeriodFilter } from './PeriodFilter.tsx'

export function Filters({ catalogue, methodOpen }: { catalogue: Catalogue; methodOpen: boolean }) {
  return (
    <div className="filters">
      <MeasureSwitch />
      <PeriodFilter months={catalogue.months} />
      <CategoryFilter counts={catalogue.categories} />
      <Disclosure className="disclosure" defaultExpanded={methodOpen}>
        <Heading level={2}>
          <Button slot="trigger" className="disclosure-button">
            Method
          </Button>
        </Heading>
        <DisclosurePanel>
          <MethodFilter />
        </DisclosurePanel>
      </Disclosure>
    </div>
  )
}
