/**
 * Texts about places without anybody in them, as receptionists write them: none may lose a word. The names are chosen to look like
 * people: saints, admirals, kings, builders of streets and pubs that carry a whole name.
 */
import { createRandom } from '../../../server/demo/random.ts'

const STREETS = `High Street|High St|Station Road|Station Rd|St John's Road|St Johns Rd|St. Mary's Lane|King William Street|Victoria Avenue|Albert Road|George Street|
Alexandra Street|Duke Street|Queen Elizabeth Way|Prince Albert Rd|Alfred Terrace|Charlotte Way|William Street|James Carter Road|John Harper Street|Arthur Street|Henry Drive|
Rosemary Lane|Primrose Hill|Lee Wick Lane|Grace Close|Miles Gray Road|Dean Way|Thomas Bata Avenue|Nelson Mandela Drive|Robert Way|Gordon Road|Gordon Rd|Russell Gardens|
Percy Road|Howard Chase|Spencer Close|Douglas Drive|Norman Way|Clive Road|Vernon Avenue|Russell St|Mary Lane|Martha Street|Anne Close|Margaret Avenue|Elm Drive|
Sir Isaacs Walk|Head Gate|Butt Road|East Hill|North Hill|Mersea Rd|Lexden Road|Crouch Street|Moulsham Street|Baddow Rd|New London Rd|Duke St|Broomfield Road|
Springfield Rd|Parkway|Southchurch Road|York Rd|London Road|Marine Parade|Western Esplanade|Pier Hill|Clarence Road|Warrior Square|Eastern Ave|Broadway|
Town Square|East Walk|Great Oaks|Southernhay|Whitmore Way|Clay Hill Road|First Avenue|Second Ave|Velizy Avenue|The Stow|Bush Fair|Kitson Way|Rayne Rd|Bank Street|
Coggeshall Rd|South Street|Crown Street|Ongar Rd|Kings Rd|Ingrave Road|Pier Avenue|Jackson Road|Carnarvon Rd|Rosemary Road|Old Rd|Frances Street|Harold Road|
Mill Lane|Church Lane|Park Lane|Hall Lane|Bridge St|Field Way|Wood Street|Green Lane|Green Lanes|Bell Lane|Fox Hatch|Swan Street|Rose Crescent|May Gardens`
const PUBS = `The Red Lion|The King's Head|Kings Head pub|Lord Nelson|The Lord Nelson pub|Duke of Wellington|Duke of York pub|The Prince of Wales|Queen Victoria|The Queen Vic|
The William Aylmer|The Thomas Kemble|The Robert Pocock|The Joseph Else|John Barleycorn|Robin Hood|The Dick Turpin|George Hotel|The George & Dragon|The Old George|
Railway Tavern|Royal Oak|White Hart|The Green Man|Black Horse|Rose & Crown|The Marquis of Granby|Sir Colin Campbell|The Earl of Essex|Admiral Benbow pub|
Queen Charlotte Inn|Charlie's Bar|Molly Malones|Paddy Power|William Hill|Ladbrokes|John Lewis|Marks and Spencer|M&S|WH Smith|TK Maxx|KFC|McDonald's|Mcdonalds|
Nando's|Wetherspoons|Spoons|Tesco Express|Tesco Extra|Asda|Lidl|Sainsburys|Boots|Greggs|Subway|Dixy Chicken|Harry's Kebab House|Ali Baba Kebab|Marco's Pizza|Bella Italia|
Frankie & Benny's|Prince Charles Hotel|Victoria Hotel|Travelodge|Premier Inn|Odeon cinema|Route 66 bar|Club 195|Studio 338|Bar 15|The 3 Horseshoes|Two Brewers|
Angus Steakhouse|Jamie's Italian|Martin's Newsagents|Patel's Newsagents|Taylor's Cafe|Mitchell's Garage|Jack's Fish Bar|Kelly's Bar|Ryan's Bar|Rosie's nightclub`
const PLACES = `Victoria Station|Marks Tey station|Prittlewell Station|Chelmsford bus station|Harlow Town railway stn|Platform 2 Shenfield stn|Southend Central station|
St Peter's Church|St Johns Hospital|King Edward Avenue rec|Admirals Park|Central Park|Hylands Park|Castle Park|Christopher Jackson skate park|King George's playing field|
Prince Avenue school|St Martin's School|Mark Hall School|King Edward VI Grammar School|Anglia Ruskin Uni|Colchester Institute|Jack Petchey Centre|Nelson Mandela House|
Town centre|town centre car park|multi storey car park|Lakeside shopping ctr|Intu Lakeside|The Meadows shopping centre|Eastgate Centre|Victoria Plaza|Queensgate|
Southend seafront|Clacton Pier|Adventure Island|Cliffs Pavilion|bus stop 4|no 25 bus|bus 25|A12 J17|A127 eastbound|M25 J28|B1022|A12 services|junction 17|gate 3|taxi rank`
const TOWNS = 'Chelmsford|Colchester|Southend|Southend-on-Sea|Basildon|Harlow|Clacton|Braintree|Brentwood|Grays|Witham|Maldon|Leigh on Sea|Canvey Island|Saffron Walden|Burnham on Crouch'
const EVENTS = `assaulted by unknown male|pt assaulted by group of youths|hit with bottle|punched in face|glassed|stabbed in leg|fight|alleged assault|headbutted by bouncer|
kicked by 3 males|pt states punched x2|attacked from behind|jumped by gang of lads|hit by stranger|bottled|pushed to floor by doorman|altercation with security`

const list = (text: string): string[] => text.replace(/\n/g, '').split('|')
const [streets, pubs, places, towns, events] = [STREETS, PUBS, PLACES, TOWNS, EVENTS].map(list) as [string[], string[], string[], string[], string[]]

/** Coordinates, postcodes of public places, times and counts: figures that a place needs. */
const WITH_FIGURES = [
  'outside Tesco CM1 1AB', 'KFC, SS1 1AA', 'opp 24hr garage', 'High Street 22:30', '2 men outside pub', 'TL 707 069', 'TL707069', '575123, 206543', 'E 575123 N 206543', '51.73421, 0.47123',
  'Level 3 car park', '7-Eleven', 'bus no 25 London Road', 'between 22:00 and 23:30 High St', 'approx 2am Town centre', 'CM2 6 area', '1st floor Eastgate', 'Unit 5 Waterglade Park', 'park 24/7', 'Ward 12',
  'A127 KFC', 'SS12 pub', '99p store', 'Five Guys', '10 pin bowling', '3 lads on Mill Lane', 'J17 A12 slip road', 'SS9', 'CM1', '5 Guys Basildon', '20 males fighting High St', 'flat roof pub', 'home', "pt's own home",
  "friend's house", 'house party', 'at home with family', 'own flat', 'nk', 'unknown', 'o/s pub', 'N/K', 'home address', 'at work', 'police custody', 'school playground', 'nightclub toilets', 'on train to London', 'street', 'refused to say',
]

/** n texts; the same seed gives the same. */
export function cleanTexts(seed: number, n: number): string[] {
  const random = createRandom(seed)
  const one = (): string => {
    const [street, pub, place, town, event] = [random.pick(streets), random.pick(pubs), random.pick(places), random.pick(towns), random.pick(events)]
    return random.pick([
      street, `${street}, ${town}`, `${street} ${town}`, pub, `${pub} ${town}`, `o/s ${pub}`, `outside ${pub}, ${street}`, `${event} o/s ${pub} ${town}`, `${event} on ${street}`, `${event}, ${place}`, place, `${place} ${town}`,
      `near ${place}`, `opp ${pub} ${street}`, `j/w ${street} and ${random.pick(streets)}`, `${pub} @ ${street}`, `between ${pub} and ${random.pick(pubs)}`, `behind ${pub}, ${town}`, `walking along ${street} in ${town}`, `${town} - ${pub}`, random.pick(WITH_FIGURES),
    ])
  }
  return Array.from({ length: n }, () => {
    const text = one()
    const dressing = random.next()
    return dressing < 0.15 ? text.toLowerCase() : dressing < 0.25 ? text.toUpperCase() : text
  })
}
