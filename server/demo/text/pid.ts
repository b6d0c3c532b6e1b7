import type { Random } from '../random.ts'
import { FORENAMES, SURNAMES } from './phrases.ts'

export type Planted = { kind: 'name' | 'phone' | 'nhs-number' | 'date-of-birth' | 'e-mail' | 'house-number'; value: string }

const digits = (random: Random, n: number): string => Array.from({ length: n }, () => Math.floor(random.next() * 10)).join('')

/** A valid check digit (modulus 11), in the range 999 that the NHS gives to nobody. */
export function nhsNumber(random: Random): string {
  for (;;) {
    const nine = `999${digits(random, 6)}`
    const check = 11 - (Array.from(nine).reduce((sum, digit, i) => sum + Number(digit) * (10 - i), 0) % 11)
    if (check !== 10) return `${nine.slice(0, 3)} ${nine.slice(3, 6)} ${nine.slice(6)}${check % 11}`
  }
}

/** Something about a person that must not be there. Phone numbers are of Ofcom's range for drama, e-mail of example domains. */
export function plantPid(random: Random): { text: string; planted: Planted[] } {
  const [first, last] = [random.pick(FORENAMES), random.pick(SURNAMES)]
  const name: Planted = { kind: 'name', value: `${first} ${last}` }
  const two = (n: number) => String(n).padStart(2, '0')
  switch (Math.floor(random.next() * 6)) {
    case 0:
      return { text: `pt ${name.value}`, planted: [name] }
    case 1:
      return { text: `by ex partner ${name.value}`, planted: [name] }
    case 2: {
      const phone: Planted = { kind: 'phone', value: random.next() < 0.7 ? `07700 900${digits(random, 3)}` : `01632 960${digits(random, 3)}` }
      return { text: `friend ${name.value} ${phone.value}`, planted: [name, phone] }
    }
    case 3: {
      const number: Planted = { kind: 'nhs-number', value: nhsNumber(random) }
      return { text: `NHS no ${number.value}`, planted: [number] }
    }
    case 4: {
      const born: Planted = { kind: 'date-of-birth', value: `${two(1 + Math.floor(random.next() * 28))}/${two(1 + Math.floor(random.next() * 12))}/${1945 + Math.floor(random.next() * 65)}` }
      return { text: `dob ${born.value}`, planted: [born] }
    }
    default: {
      const mail: Planted = { kind: 'e-mail', value: `${first.toLowerCase()}.${last.toLowerCase()}${Math.floor(random.next() * 90)}@example.${random.pick(['com', 'org', 'net'])}` }
      return { text: `email ${mail.value}`, planted: [mail] }
    }
  }
}
