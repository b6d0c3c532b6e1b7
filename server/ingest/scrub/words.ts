/**
 * Words of texts about places and assaults that are no names of people, whatever stands before them ("partner outside", "pt
 * Chelmsford"). The longer the list, the less of a place is lost; a word missing here is taken for a name only after a title, a
 * relation, "pt" or "assaulted by".
 */
const words = (text: string): string[] => text.trim().split(/\s+/)

/** After these a name is a place's: Smith Street, Albert Dock, Charlie's Bar. */
export const PLACE_NOUNS = words(`
street st str road rd avenue ave av close cl crescent cres drive dr lane ln gardens gdns garden court ct place pl square sq terrace terr
ter grove gr highway hwy walk way wy row mews hill rise view parade pde promenade prom esplanade broadway green park pk common heath field
fields meadow meadows mead wood woods forest farm barn mill bridge brook river canal lock wharf quay dock docks pier beach seafront
front harbour marina island lake pond reservoir station stn underground tube metro bus stop interchange terminal airport port ferry
school sch college academy university uni campus nursery church chapel cathedral abbey priory mosque temple synagogue hall
hospital hosp infirmary clinic surgery ward centre center ctr precinct mall arcade market mkt shop shops store stores supermarket
steakhouse carvery retail estate est industrial business trading park-and-ride pub inn tavern arms head hotel htl bar club nightclub lounge brewery
taproom restaurant rest cafe caf bistro diner grill kitchen pizzeria pizza kebab kebabs chippy chicken takeaway t/a bakery bakers
butchers barbers hairdressers salon gym pool baths leisure sports stadium ground rec recreation playground pitch theatre cinema
museum gallery library house hse lodge cottage tower towers block flats apartments heights point mansions manor castle palace villa villas
villas roundabout rbt junction jct underpass subway bypass flyover path footpath alley alleyway passage steps car carpark cp garage depot
yard works factory warehouse office offices bank post cemetery crematorium memorial monument statue fountain clock gate gates arch
cross corner end side bottom top hostel shelter care home homes prison court courts police fire town city village parish county
community youth social working legion britannic casino bingo arena studio studios rooms tap oak oaks elms spinney copse dell dene
chase drove link links loop spur circus circle oval vale valley vw gds plaza buildings bldg bldgs wk crown anchor lion hart swan
bull bell horse dragon ship plough skate skatepark primary secondary junior infants grammar football cricket rugby tennis swimming fitness health medical dental pavilion pavilions quarter approach moorings mount path ride glade glebe hythe ridge ridgeway crossing parkway brow bank
bourne leas lea leys ley boulevard blvd paddock paddocks orchard limes croft crofts folly avenues cottages villas corners
circle strand haven reach bury bungalows hollow gore pightle spur slade warren wynd works stores services camp beeches maltings
`)

/** Saints, ranks and other words before a name that is a place's: St John's, Lord Nelson, Queen Victoria, Old George. */
export const HONOURS = words(`st saint sts lord lady sir duke duchess king queen prince princess captain capt admiral general gen earl
marquis marquess count baron dame bishop pope brigadier colonel royal old ye big little north south east west upper lower great new
good jolly merry red black white green blue golden silver`)

/** Single words of shops and chains, and towns: a place whatever stands before it. */
const BRANDS = `tesco tescos asda lidl aldi sainsbury sainsburys morrisons waitrose iceland boots kfc mcdonalds mcdonald's maccies maccys
macdonalds subway greggs nandos costa starbucks wetherspoons wetherspoon spoons primark argos wilko poundland superdrug specsavers
dominos burger wimpy pret nero odeon cineworld vue gala mecca travelodge premier ibis esso shell bp texaco coop co-op spar londis
nisa budgens homebase wickes ikea matalan tkmaxx debenhams halfords currys greyhound yates lloyds barclays natwest hsbc santander
halifax nationwide vodafone ladbrokes coral betfred paddy popeyes wingstop papa morleys chicken cottage tgi frankie harvester
toby brewers fayre slug lettuce revolution popworld atik mantra prezzo zizzi bella wagamama bookmakers bookies`
const TOWNS = `chelmsford colchester southend basildon harlow clacton braintree brentwood witham maldon billericay wickford
rayleigh rochford grays tilbury thurrock purfleet lakeside canvey benfleet leigh westcliff shoeburyness frinton walton harwich
dovercourt halstead saffron walden epping loughton chigwell waltham buckhurst ongar dunmow stansted tiptree wivenhoe
brightlingsea burnham crouch coggeshall manningtree pitsea laindon vange corringham stanford hullbridge hockley southminster romford
ilford barking dagenham hornchurch upminster london stratford newham hackney essex kent suffolk norfolk hertfordshire cambridge
ipswich norwich luton watford stevenage bedford northampton peterborough oxford reading slough brighton southampton portsmouth
bristol cardiff swansea newport bath exeter plymouth birmingham coventry wolverhampton leicester nottingham derby sheffield leeds
bradford york hull manchester liverpool salford bolton preston blackpool newcastle sunderland durham middlesbrough glasgow edinburgh
aberdeen dundee belfast dublin england scotland wales ireland uk gb springfield galleywood moulsham broomfield boreham danbury ingatestone
shenfield hutton warley southchurch thorpe eastwood hadleigh thundersley chadwell ockendon aveley stanway lexden highwoods greenstead
jaywick holland`

const PEOPLE = `male males female females man men woman women boy boys girl girls lad lads youth youths teen teens teenager teenagers child
children kid kids baby adult adults person persons people someone somebody anyone stranger strangers group groups gang gangs other
others another unknown unkown unkwn unk uk unkn nk known unidentified assailant assailants attacker attackers suspect suspects offender
offenders perp perps victim victims patient patients pt pts px resident residents client staff member bouncer bouncers doorman doormen
security guard guards door police officer officers pc constable paramedic paramedics ambulance crew nurse doctor gp driver taxi
uber customer customers pupil pupils student students teacher colleague colleagues friend friends mate mates neighbour neighbours
neighbor partner partners ex boyfriend girlfriend bf gf husband wife fiance brother sister bro sis mother mum mom mam father dad son
daughter uncle aunt auntie cousin nephew niece family relative relatives parent parents stepdad stepmum stepfather stepson landlord
landlady tenant lodger flatmate housemate carer drunk drunken homeless dog dogs cat car van lorry vehicle bike bicycle scooter moped
motorbike knife bottle glass fist bat hammer machete brick stick weapon object him her them us me he she they it his hers their my
your our we you i who whom whose self himself herself themselves herself's`
const LITTLE = `a an the this that these those and or but nor so if then than as at in on by of off to from for with without near nr
opp opposite outside o os o/s inside within into onto out up down over under underneath between behind beside besides alongside along
across around round about above below next adjacent adj towards toward through thru via before after during while when where what
which why how is was were are be been being am has had have having do does did done not no yes nil none n/a na nfa nka also again
same just only very more most some any all each every both few many much several one two three four five six seven eight nine ten
first second third last next left right front back rear middle side corner bottom top there here somewhere somehow elsewhere
anywhere nearby local locally area place places location address addr home house flat room door garden kitchen bedroom lounge stairs
stairwell landing lift floor ground property premises site work workplace job school hospital prison custody court ed ae a&e aande
dept department minors majors triage urgent care wing unit annexe dv da domestic mh mhu rta rtc eta ref
today yesterday tonight last night morning afternoon evening midnight noon am pm hrs hours hour mins minutes days day ago week weekend
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january february march april june
july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec christmas xmas new year eve bank
holiday halloween time times later early late approx approximately around circa possibly possible probably maybe unsure sure
details detail given stated states state says said saying reports reported reporting alleges alleged allegedly claims claimed claim
denies declined refused refuses unable unwilling recall remember remembers knows know sure wont won't can't cannot doesn't didn't
unspecified specified obtained asked ask told tell called call calls calling phoned phone mobile tel number no num name named names
dob age aged old yr yrs yo y/o years year`
const ACTS = `assault assaulted assaults assaulting attack attacked attacks attacking hit hits hitting punch punched punches punching
kick kicked kicks kicking slap slapped push pushed shoved shove pulled thrown threw headbutt headbutted headbut bite bitten bit stab
stabbed stabbing slash slashed cut glassed bottled beaten beat strangled choked grabbed robbed robbery mugged jumped threatened
spat struck injured injury injuries hurt shot fight fights fighting fought brawl altercation argument arguing row dispute incident
event violence violent alleged victim involved happened occurred took sustained fell fall fallen tripped intervened intervening
trying tried stop stopped walking walked running ran standing stood sitting sat waiting queue queuing leaving left entering entered
going went gone coming came getting got arriving arrived returning returned travelling travelled driving drove cycling riding rode
playing played drinking drank drunk intoxicated sleeping asleep living lives lived staying stayed visiting visited working worked
shopping party parties wedding football match game concert gig event festival fair carnival play playground bbq pub crawl
brought bib found seen dropped picked collected taken conveyed presented attended attending self presenting c/o co complains
complaining pain bleeding head face eye nose mouth jaw neck arm hand chest back leg ankle knee unconscious loc
public transport train trains bus buses coach tram taxi rank stop stand platform carriage ticket barrier bench toilet toilets loo
smoking area dancefloor dance floor bar queue entrance exit doorway foyer lobby reception corridor cell cells stall stalls seating
pavement kerb curb verge roadside street streets road roads alley town centre city high main side seafront car park parking layby
a12 a13 a127 m25 m11 bypass nightclub club night vape news newsagent newsagents shop petrol filling chip fish charity betting
cash machine atm bins bin skate ramp swings field woods open space ground communal hallway multi storey multistorey disabled
vicinity outskirts towards direction heading`

export const COMMON_WORDS = words([BRANDS, TOWNS, PEOPLE, LITTLE, ACTS].join(' '))

/** Names of chains, pubs and places that read like the names of people. A profile's gazetteer adds its own. */
export const NAMED_PLACES = `marks and spencer|marks spencer|ali baba|wh smith|w h smith|john lewis|paul smith|william hill|paddy power|ann summers|laura ashley|jack wills|ted
baker|peter jones|robert dyas|sue ryder|marie curie|ben sherman|fred perry|jack jones|thomas cook|sam smiths|jamie oliver|joe public|molly
malones|john barleycorn|robin hood|dick turpin|sweeney todd|sherlock holmes|oliver twist|florence nightingale|nelson mandela|william
morris|jack petchey|bobby moore|robert peel|martin mccoll|tommy hilfiger|harry ramsden|harry ramsdens|karen millen|harvey nichols|dorothy
perkins|jimmy choo|frankie benny|bella italia|john wetherspoon|t k maxx|j sainsbury|holly hill|virginia woolf|charles dickens|thomas
more|francis drake|walter raleigh|george orwell|alan turing|mary seacole|edith cavell|jane austen|charles darwin|isaac newton|oliver
cromwell|captain webb|john bull|paul pry|grace darling|max spielmann|adam smith|toby carvery|ed sheeran|helen rollason|anne frank`
  .replace(/\n/g, ' ')
  .split('|')
