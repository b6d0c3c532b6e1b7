import { useState } from 'react'
import { Checkbox } from 'react-aria-components'
import { CATEGORIES, CATEGORY_LABELS, VIOLENCE_CATEGORIES } from '../../server/contract/vocabulary.ts'
import type { Category } from '../../server/contract/vocabulary.ts'
import type { Catalogue } from '../../server/contract/results.ts'
import { changeState, usePageState } from '../pageState.ts'
import { formatCount } from '../words.ts'

const GROUPS: { name: string; categories: Category[] }[] = [
  { name: 'Violence', categories: ['violence-and-sexual-offences', 'robbery', 'possession-of-weapons'] },
  { name: 'Disorder', categories: ['public-order', 'anti-social-behaviour', 'criminal-damage-and-arson', 'drugs'] },
  {
    name: 'Theft and other',
    categories: ['burglary', 'theft-from-the-person', 'bicycle-theft', 'shoplifting', 'vehicle-crime', 'other-theft', 'other-crime'],
  },
]
const PRESETS: { label: string; categories: Category[] }[] = [
  { label: 'Violence (usual)', categories: VIOLENCE_CATEGORIES },
  { label: 'Violence, robbery, weapons', categories: ['violence-and-sexual-offences', 'robbery', 'possession-of-weapons'] },
  { label: 'Everything', categories: CATEGORIES },
]

const same = (a: Category[], b: Category[]): boolean => a.length === b.length && a.every((category) => b.includes(category))

export function CategoryFilter({ counts }: { counts: Catalogue['categories'] }) {
  const chosen = usePageState().categories ?? VIOLENCE_CATEGORIES
  const [refused, setRefused] = useState(false)
  const count = new Map(counts.map((item) => [item.category, item.count]))
  const choose = (categories: Category[]): void => {
    setRefused(categories.length === 0)
    // In the vocabulary's order, so that the same choice is always the same link and the same run.
    const sorted = CATEGORIES.filter((category) => categories.includes(category))
    if (sorted.length > 0) changeState({ categories: same(sorted, VIOLENCE_CATEGORIES) ? null : sorted })
  }
  return (
    <fieldset className="filter">
      <legend>Categories</legend>
      <div className="chips">
        {PRESETS.map(({ label, categories }) => (
          <button key={label} type="button" className="chip" aria-pressed={same(chosen, categories)} onClick={() => choose(categories)}>
            {label}
          </button>
        ))}
      </div>
      {refused && (
        <output className="hint">At least one category must stay chosen.</output>
      )}
      {GROUPS.map((group) => (
        <fieldset key={group.name} className="category-group">
          <legend>{group.name}</legend>
          {group.categories.map((category) => (
            <Checkbox
              key={category}
              className="check"
              isSelected={chosen.includes(category)}
              onChange={(on) => choose(on ? [...chosen, category] : chosen.filter((one) => one !== category))}
            >
              <span className="check-box" aria-hidden="true" />
              <span className="check-label">{CATEGORY_LABELS[category]}</span>
              <span className="check-count">{formatCount(count.get(category) ?? 0)}</span>
            </Checkbox>
          ))}
        </fieldset>
      ))}
    </fieldset>
  )
}
