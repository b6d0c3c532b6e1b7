// The words of places and of those who write them down in a hurry. Data only; order does not matter.
import type { GazetteerKind } from '../domain/gazetteer.ts'

const list = (text: string): Set<string> => new Set(text.trim().split(/\s+/))

/** Short forms with one meaning, whatever stands beside them. `st` is not here: its place in the text decides. */
export const ABBREVIATIONS: ReadonlyMap<string, string> = new Map(
  `rd road|ave avenue|av avenue|avn avenue|ln lane|la lane|str street|tce terrace|rail railway|train railway|trains railway|stat station|clo close|cl close|crt court|ct court|cres crescent|crs crescent|cresc crescent
  gdns gardens|gdn gardens|grdns gardens|gard gardens|sq square|pl place|pk park|prk park|ter terrace|terr terrace|wy way|gr grove|grv grove|gro grove
  blvd boulevard|stn station|sta station|sch school|schl school|schol school|hosp hospital|ctr centre|cntr centre|center centre|mkt market|hse house|wlk walk
  prom promenade|espl esplanade|drv drive|dve drive|rdbt roundabout|rbt roundabout|rndbt roundabout|rec recreation|rlwy railway|rly railway|bs busstop|cp carpark
  coll college|uni university|acad academy|prim primary|sec secondary|jnr junior|inf infant|nclub nightclub|nc nightclub
  op opposite|opp opposite|nr near|nxt next|adj near|jn junction|jct junction|jctn junction|junc junction|jw junction|cnr corner|crnr corner
  pt patient|px patient|pts patient|pat patient|os outside|outsde outside|ousside outside|ouside outside|bw between|btwn between|frm from
  gt great|lt little|upr upper|lwr lower|nth north|sth south|ind industrial|est estate|mt mount|n and|dom domestic|resi residence`
    .split(/[|\n]/)
    .map((pair) => pair.trim().split(' ') as [string, string]),
)

/** Two words that are one thing, or are written out. */
export const JOINED: ReadonlyMap<string, string> = new Map([
  ['car park', 'carpark'],
  ['bus stop', 'busstop'],
  ['night club', 'nightclub'],
  ['round about', 'roundabout'],
  ['on to', 'on'],
  ['out side', 'outside'],
  ['take away', 'takeaway'],
  ['super market', 'supermarket'],
  ['public house', 'pub'],
  ['high way', 'highway'],
  ['sea front', 'seafront'],
  ['shop centre', 'shopping centre'],
  ['living room', 'livingroom'],
])

/** Say nothing of where: left out of keys and never part of a name. Names lose them too ("Rose and Crown", "Southend-on-Sea"). */
export const EMPTY_WORDS = list(`
  the a an of and on at in by to from into onto with for up is was were been has had he she they his her their him them it its this that
  who whilst while when after before during then there where between along outside inside near opposite next behind front beside across around
  junction corner off via upon le de
  patient assaulted assault attacked attack punched hit kicked stabbed stabbing fight fighting fell injury injured alleged allegedly states stated says said reports reported
  brought incident occurred happened location address area approx approximately possibly maybe somewhere walking walked
  intoxicated drunk etoh alcohol
  please see notes note re`)

/** Everything an empty word may be inside a name: a span of a name may step over these. */
export const LINKS = list('the a an of and on at in upon le de by')

/** A second place follows: the first is meant, the second tells where it is. */
export const BESIDE = list('near opposite behind next beside between across around off')
export const CROSSING = list('junction corner meets')

/** Ways of writing that nothing is known, beyond those found by their likeness to "unknown". */
export const NOTHING_WORDS = list(`
  unknown unkown unknwn unknow uk ukn unk unkn nk nkn ukwn nknown unkwon na nil none null nothing ns blank unspecified undisclosed unclear unsure
  dont do down fell refused declined tbc tba dk dunno cannot cant cannot couldnt doesnt didnt does not wont unwilling unable recall remember say disclose stated given recorded known
  asked documented provided sure wouldnt will want specify specified confirm information info data idea clear remembers amnesia details xx xxx xxxx
  entered found obtained available applicable disclosed divulge tell forgot forgotten memory`)

/** "In the head" is where somebody was hit, whatever pub goes by that name. */
export const BODY = list('head face nose jaw eye eyes mouth tooth teeth lip arm arms leg legs hand hands wrist finger ankle knee chest back neck body ribs stomach')

/** Told beside a place, and no part of where: not held against a reading. They may be words of names ("Queens Head"), so they stay in the text. */
export const NARRATIVE = list(`
  head face nose jaw eye eyes mouth tooth teeth lip arm arms leg legs hand hands wrist finger ankle knee chest back neck body ribs stomach facial wound cut cuts pain bleeding loc bruise laceration
  bottle glass knife weapon bat brick fist thrown threw pushed slapped bitten headbutted grabbed robbed mugged jumped beaten
  night last nights evening morning afternoon today yesterday ago hour hours hrs mins minutes midnight noon early late am pm time times weekend monday tuesday wednesday thursday friday saturday sunday
  group male males female females unknown known person persons man men woman people lads friends youths
  bouncer bouncers doorman security staff partner ex husband wife boyfriend girlfriend friend brother sister mother father son daughter mum dad neighbour colleague boys girls boy girl woman women youth teenagers gang strangers stranger
  bottom top end alley alleyway shelter stairwell toilets toilet queue taxi rank door doors front rear side entrance exit steps
  past passed passing party work working co complains complaining queue bibp bibamb police involved nfa mh inj called involving via altercation argument dispute
  bus car walking drinking standing waiting leaving left been being another someone unprovoked alone name no not dob tel phone email nhs removed redacted`)

/** Large places beyond any one county: a text that names one, and a gazetteer that does not hold it, speak of somewhere else. */
export const ELSEWHERE = list(`
  london ilford romford barking dagenham stratford hackney tottenham enfield croydon brixton camden islington lewisham peckham walthamstow chingford woolwich greenwich bromley ealing wembley harrow hounslow uxbridge kingston soho shoreditch hornchurch upminster barnet edmonton leyton leytonstone
  cambridge ipswich norwich luton bedford stevenage watford hertford hatfield peterborough northampton colindale slough reading oxford maidstone gillingham chatham dartford gravesend canterbury margate ramsgate dover folkestone ashford brighton crawley guildford woking southampton portsmouth bournemouth
  bristol bath cardiff swansea newport plymouth exeter gloucester cheltenham swindon birmingham coventry wolverhampton walsall leicester nottingham derby sheffield leeds bradford huddersfield wakefield doncaster hull york middlesbrough sunderland newcastle durham carlisle
  manchester salford stockport oldham rochdale bolton wigan liverpool warrington preston blackpool blackburn burnley chester stoke glasgow edinburgh aberdeen dundee belfast sudbury haverhill felixstowe lowestoft yarmouth bury`)

/** Last words of street names. */
export const STREET_TYPES = list(`
  road street lane avenue close drive crescent gardens court place way grove terrace square walk rise hill mead view chase parade mews row
  promenade esplanade broadway boulevard path passage wharf quay approach bypass link end green gate park field fields circus drove`)

/** A word that tells what kind of thing is meant, and which kinds of the gazetteer it agrees with. */
export const GENERIC_KINDS: ReadonlyMap<string, ReadonlySet<GazetteerKind>> = (() => {
  const table: [GazetteerKind[], string][] = [
    [['venue'], 'pub inn bar tavern nightclub club hotel arms shop store takeaway restaurant cafe supermarket kebab chicken chippy premises kitchen lounge social working wine sports snooker bowling cinema casino garage diner grill pizza'],
    [['street'], 'road street lane avenue close drive crescent gardens court place way grove terrace square walk rise mews row parade promenade esplanade boulevard mead view chase end'],
    [['school'], 'school college academy primary secondary junior infant university sixth form campus high grammar'],
    [['park', 'landmark'], 'park recreation ground common playground field fields playing skatepark heath'],
    [['station', 'stop'], 'station railway train rail bus interchange platform'],
    [['stop'], 'busstop stop'],
    [['hospital'], 'hospital infirmary clinic'],
    [['landmark', 'venue'], 'centre shopping precinct market carpark multistorey seafront pier roundabout underpass bridge beach library church estate'],
    [['town'], 'town city village'],
  ]
  const map = new Map<string, Set<GazetteerKind>>()
  for (const [kinds, words] of table) {
    for (const word of words.split(' ')) map.set(word, new Set([...(map.get(word) ?? []), ...kinds]))
  }
  return map
})()

/** Words that may be missing from the end of a name in a text ("Black Lion" for "The Black Lion Inn"). */
export const TAILS: ReadonlySet<string> = new Set(
  [...GENERIC_KINDS.keys()].filter((word) => !['arms', 'kitchen', 'chicken', 'high'].includes(word)).concat('green', 'hill', 'rise', 'gate'),
)
