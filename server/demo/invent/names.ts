/** Words for invented places. Common names come back from town to town, as real ones do: that is what makes a place text ambiguous. */

/** With the chance that a place of 10,000 people has it; small places have fewer. */
export const COMMON_STREETS: readonly [string, number][] = [
  ['High Street', 0.95], ['Station Road', 0.8], ['Church Road', 0.55], ['Church Street', 0.5], ['Church Lane', 0.5], ['London Road', 0.5],
  ['Mill Lane', 0.5], ['Victoria Road', 0.5], ['New Road', 0.4], ['Park Road', 0.4], ['Manor Road', 0.4], ['Queens Road', 0.4], ['Kings Road', 0.35],
  ['School Lane', 0.35], ['The Green', 0.3], ['Chapel Street', 0.3], ['North Street', 0.3], ['South Street', 0.3], ['East Street', 0.25],
  ['West Street', 0.25], ['Market Place', 0.3], ['George Street', 0.25], ['Albert Road', 0.25], ['Alexandra Road', 0.25], ['Springfield Road', 0.25],
  ['Grange Road', 0.25], ['The Avenue', 0.25], ['Broadway', 0.2], ['Southend Road', 0.2], ['Colchester Road', 0.2], ['Military Road', 0.1],
  ['St Peters Road', 0.2], ['St Johns Street', 0.2], ['St Johns Road', 0.25], ['St Marys Lane', 0.2], ['St Andrews Road', 0.2], ['St James Street', 0.15],
  ['St Pauls Avenue', 0.15], ['St Michaels Close', 0.15], ['St Nicholas Way', 0.15], ['St Georges Drive', 0.15], ['Bridge Street', 0.2], ['Crown Street', 0.15],
]

export const FIRST = 'Abbots Acorn Alder Ashdown Avon Barley Beacon Beech Birch Blackthorn Bramble Brick Canterbury Cedar Chatsworth Cherry Chestnut Clarence Clover Coopers Copper Cowdray Cranmer Cromwell Cypress Derwent Dorset Elm Falcon Fairfield Fern Foxglove Gainsborough Glebe Gloucester Hamlet Harvest Hawthorn Hazel Heron Highfield Hollow Holly Ivy Juniper Kensington Kestrel Kingfisher Laburnum Lancaster Larch Larkspur Laurel Lavender Linden Lodge Longfield Magnolia Maple Marlborough Meadow Milton Nelson Norfolk Oaklands Orchard Osborne Osier Oxford Palmerston Pembroke Plover Poplar Priory Quarry Quebec Rainbow Ramsey Raven Rectory Roman Rosebery Rowan Sandringham Shakespeare Sorrel Stirling Sussex Swallow Tennyson Thistle Tudor Vicarage Viking Walnut Warwick Weaver Wellington Westbury Wheatfield Willow Windmill Wren York'.split(' ')
export const LAST = 'Avenue Avenue Close Close Court Crescent Drive Drive Gardens Grove Lane Place Road Road Road Street Street Terrace Walk Way'.split(' ')

export const PUBS = ['The Black Lion', 'The Red Lion', 'The White Hart', 'The Kings Arms', 'The Queens Head', 'The Crown', 'The Rose and Crown', 'The Railway Tavern', 'The Plough', 'The Ship Inn', 'The Swan', 'The Bell', 'The George', 'The Royal Oak', 'The Castle', 'The Wheatsheaf', 'The Fox and Hounds', 'The Anchor', 'The Chequers', 'The Green Man', 'The Angel', 'The Cricketers', 'The Blue Boar', 'The Prince of Wales', 'The Three Horseshoes', 'The Compasses', 'The Woolpack', 'The Barge', 'The Eagle', 'The Duke of York', 'The Golden Fleece', 'The Star', 'The Globe', 'The Coach and Horses', 'The Oak Tree', 'The Bakers Arms', 'The Flying Dutchman', 'The Smugglers Rest', 'The Old Windmill', 'The Tollhouse', 'The Foundry', 'The Counting House', 'The Ropemakers', 'The Sun Inn', 'The Bull', 'The Cock Inn', 'The Hop Pole', 'The Lord Nelson', 'The Peldon Plough', 'The Waggon']
export const CLUBS = ['Atlantis', 'Pulse', 'Zenith', 'Velvet Rooms', 'Eclipse', 'Mirage', 'Club Tropicana', 'Voltage', 'Sugar Hut', 'The Warehouse', 'Liquid Lounge', 'Kudos', 'Bar Rhumba', 'Paradise', 'Odyssey', 'Neon', 'The Vault', 'Chimera']
export const BARS = ['Bar Fusion', 'The Bottle Bank', 'Revolver', 'Blue Parrot', 'Havana Nights', 'The Tap Room', 'Bar Sixty Six', 'Cocktail Cabin', 'The Lounge', 'Tiki Hut', 'Molotovs', 'Yeomans Bar', 'Cellar Bar', 'The Snug']
export const SOCIAL = ['Working Mens Club', 'Conservative Club', 'Royal British Legion Club', 'Snooker Club', 'Football Club Bar', 'Bowling Alley']
export const FOOD_CHAINS = ['Chicken Castle', 'Burger Barn', 'Fryers Delight', 'Pizza Fiesta', 'Kebab Kingdom', 'Noodle Junction']
export const FOOD = ['Golden Dragon', 'Istanbul Grill', 'Bengal Spice', 'Happy Haddock', 'The Codfather', 'Star Kebabs', 'Roma Pizza', 'Marmaris Kebab House', 'Peking Garden', 'Taj Palace', 'Charcoal Grill', 'Munchies', 'The Greasy Spoon', 'Jade House', 'Best Bites']
export const SHOP_CHAINS = ['Greenmart', 'Costless', 'Fairway Supermarket', 'Parsons', 'QuickStop', 'Value Village']
export const SHOPS = ['News and Booze', 'Corner Stores', 'Mini Market', 'Off Licence', 'Post Office', 'Betting Shop', 'Petrol Station']

/** Beside the town's name, what a place of a size has. */
export const LANDMARKS: readonly [string, number, string[]][] = [
  ['Shopping Centre', 20_000, ['the shopping centre', 'the precinct']],
  ['Clock Tower', 15_000, []],
  ['War Memorial', 3_000, ['the memorial', 'cenotaph']],
  ['Town Hall', 15_000, []],
  ['Library', 6_000, []],
  ['Leisure Centre', 12_000, ['the sports centre', 'the gym']],
  ['Multi Storey Car Park', 25_000, ['multi storey', 'the multistorey']],
  ['Skate Park', 12_000, ['skatepark']],
  ['Market Square', 18_000, ['the square']],
  ['Retail Park', 30_000, []],
  ['Magistrates Court', 60_000, ['the court']],
  ['Football Stadium', 80_000, ['the football ground', 'the stadium']],
  ['Village Hall', 0, []],
]
export const SEASIDE = ['Southend-on-Sea', 'Clacton-on-Sea', 'Walton-on-the-Naze', 'Frinton-on-Sea', 'Canvey Island', 'Harwich']
/** What people call the street where they go out; the first is used in two towns. */
export const STRIP_NAMES = ['the Strip', 'the Golden Mile', 'the Dip', 'the Cut', 'the Parade', 'the Steps', 'the Circuit', 'the Drag', 'the Arches', 'the Rows', 'the Wharf', 'the Backs']
export const SCHOOLS = ['Academy', 'High School', 'Community College', 'Sixth Form College']
export const SCHOOL_SAINTS = ['St Peters', 'St Marys', 'St Johns', 'All Saints', 'St Clares', 'St Helenas', 'St Thomas']
export const PARKS = ['Recreation Ground', 'Park', 'Playing Fields', 'Common', 'Gardens', 'Country Park', 'Nature Reserve']
