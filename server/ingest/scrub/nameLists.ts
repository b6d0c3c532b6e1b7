/**
 * First names and surnames of people in the United Kingdom, written down by hand from common knowledge of the census groups: not
 * complete and never to be. They catch a name that stands without any word before it; a name after "Mr", "boyfriend" or "name:" is
 * caught whether it is here or not. No list of real persons was used.
 */
const words = (text: string): string[] => text.trim().split(/\s+/)

/** First names that are hardly ever part of a place's name: enough on their own. */
export const CLEAR_FIRST_NAMES = words(`
kevin gary darren wayne shane jason jamie liam callum connor conor kieran kyle ryan declan ciaran sean shaun craig scott stuart
nigel trevor clive derek dennis terry barry gordon keith colin graham malcolm roger geoff geoffrey jeremy gareth rhys dylan owen
aled ieuan bryn ewan euan hamish fraser alistair alasdair angus callan ethan noah oliver ollie theo finley alfie archie reggie ronnie
tyrone leroy delroy winston curtis marlon jermaine dwayne darnell kemar tyrell malachi ezekiel elijah isaiah josiah zachary aaron
adrian alan allan alec brian bradley brett cameron dan danny dave davey davy donovan douglas eddie elliott eric ewen gavin gerald gerard
gregory greg guido howard hugh ian ivan jake jeff jim jimmy joey joel jonathan jon josh joshua julian justin karl ken kenneth kenny kev
lewis louis lucas marcus marc maurice mick mickey mike mikey mitch mitchell nathan neil norman paddy percy phil pete quentin
ralph reece rick ricky robbie robby rod rodney ronald rory ross russell sammy sid spencer steve steven tim timmy timothy toby tommy tony
vernon vic wesley zac zak mohammed muhammad mohamed mohammad ahmed ahmad abdul abdullah abdi ibrahim ismail yusuf yousef hassan hussain
hussein hamza bilal imran usman omar umar tariq khalid faisal nadeem kashif asif adeel zeeshan waqas shahid rashid naveed sajid javed
farhan haroon idris mustafa mehmet emre murat rajesh raj ravi sanjay vijay anil sunil amit ankit rohan arjun harpreet gurpreet jaspreet
manpreet kuldeep balwinder sukhdeep harjit priya anjali deepa kavita sunita meera pooja neha shreya anita fatima aisha ayesha khadija
zainab maryam mariam amina halima safiya yasmin nasreen shabnam samina rukhsana farah hafsa sumaya hodan ifrah oluwaseun oluwadamilola
ayodele babatunde chukwuemeka chinedu chidi emeka ikenna obinna uche tunde segun femi kwame kofi kwabena kojo yaw ama abena akosua
efua adaeze chioma ngozi nkechi amaka folake funmilayo temitope titilayo blessing tendai farai tafadzwa thabo sipho nomsa agnieszka
katarzyna malgorzata magdalena krzysztof piotr tomasz pawel marcin grzegorz wojciech lukasz jakub mateusz dariusz zbigniew andrzej
ionut andrei vasile gheorghe florin bogdan mihai cristian elena ioana alina gabriela nikolai dmitri sergei olga svetlana tatiana oksana
dimitar georgi ivanka yordan arturs janis vytautas jurgita rasa giedrius joao tiago rui paulo miguel carlos juan jose diego pablo
sinead siobhan niamh aoife ciara orla roisin saoirse caoimhe grainne padraig eoin cian oisin donal fergus morag eilidh kirsty mhairi
rhiannon sian cerys angharad bethan ffion carys tracey tracy sharon karen donna debbie deborah mandy lisa michelle nicola joanne julie
janet jackie jacqueline lorraine maureen doreen sheila sandra brenda beverley gillian jill lesley lindsay lynne wendy yvonne tina
natalie stacey kelly gemma hayley leanne kerry zoe chloe sophie olivia amelia isla mia poppy phoebe freya imogen eleanor
hannah abigail megan bethany lauren danielle melissa stephanie vanessa samantha rebecca rachel jessica emily laura claire katie becky
vicky nikki tara tanya tamara shanice shaniqua latoya keisha chantelle chanelle demi kayleigh kaylee jodie courtney bianca
mei xiu ying wei jing hui thuy linh nguyet phuong minh duc hiroshi yuki sakura arash reza farzad parisa shirin leila
azad dilan rojin berivan tesfaye selam hiwot yonas haile mebrahtu esther nadia samira layla soraya zahra
`)

/** First names that stand in the names of places too (saints, founders), though less than in the names of people. */
export const FIRST_NAMES = words(`
john james david peter paul mark michael andrew thomas matthew luke stephen simon philip phillip nicholas nick anthony christopher
chris joseph robert richard patrick daniel samuel benjamin adam jack harry joe tom sam ben charlie bob bobby rob bill billy fred
freddie ted teddy walter leonard ernest harold herbert sidney edgar edmund hugo leo leon oscar ali aldo marco dominic duncan alex
alexander lawrence laurence bernard bruce donald frankie johnny jonny matt andy sebastian tobias gabriel raphael jacob isaac
abraham solomon moses ahmet mary ann anne anna annie jane sarah sara helen margaret maggie catherine katherine kathryn kate susan
susie ruth martha lucy alice emma ellen agnes clare barbara christine christina diana dorothy edith ella elsie eva eve evelyn
frances gloria irene jean jenny jennifer joan josephine judith judy julia lydia marie marion marilyn maria matilda maya molly
monica nancy naomi nina nora patricia pauline philippa rita rosie ros sally sonia stella sylvia teresa theresa tilly una ursula vera
veronica violet winifred millie ellie evie maisie lottie tess bella lola nell kitty betty betsy bridget cecilia clara cora delia
william linda angela
`)

/** First names that are mostly something else in a text about places: a person only beside a surname or after a word that says so. */
export const PLACELIKE_FIRST_NAMES = words(`
george albert victoria edward henry charles alexandra elizabeth charlotte arthur alfred frederick nelson florence sydney
georgia chelsea paris lincoln chester preston warwick ashton clifton stanley carol rose grace hope faith joy dawn may june april holly
ivy daisy lily ruby amber jade pearl summer autumn heath cliff grant miles dale glen dean lee guy ray art angel mason cooper
carter taylor jordan logan harley robin martin bailey hunter chase max rex olive hazel heather rosemary ginger penny sandy crystal skye
francis vincent clarence leopold augusta caroline adelaide alma beatrice constance ashley austin brandon tyler sonny will frank pat
sue don bert len ron reg don stan jay drew kim jo val gail brooke savannah scarlett virginia louise isabella
`)

/** Surnames that are hardly ever words of a place's description. */
export const SURNAMES = words(`
smith jones taylor williams brown davies evans thomas johnson roberts walker wright robinson thompson hughes edwards lewis harris
clarke jackson turner cooper ward morris harrison davis martin patel morgan allen james scott phillips watson parker price bennett
griffiths kelly simpson marshall collins bailey shaw murphy miller cox richardson khan wilkinson ellis adams campbell gibson anderson
hussain rogers lloyd begum mason matthews palmer ali ahmed mohammed hassan hussein malik iqbal akhtar mahmood chaudhry
sheikh qureshi siddiqui mirza butt rashid rehman aziz bibi kaur singh sharma gupta mehta shah desai joshi kumar reddy rao iyer nair
menon pillai chopra kapoor bhatt gill sandhu dhillon sidhu grewal bains johal uddin miah rahman islam chowdhury khatun sultana
okafor okonkwo adeyemi adebayo ogunleye olawale balogun eze nwosu nwachukwu onyekachi obi okeke chukwu mensah owusu asante boateng
osei appiah agyeman amoah sarpong kamara sesay conteh bangura koroma diallo traore mutasa moyo ncube dube ndlovu banda phiri mwangi
kamau otieno wanjiku abdi abdullahi warsame farah osman jama yusuf adan mohamud kowalski kowalczyk nowak wisniewski wojcik kaminski
lewandowski zielinski szymanski wozniak dabrowski kozlowski jankowski mazur krawczyk piotrowski grabowski popescu ionescu popa
dumitru stan gheorghe radu constantin ivanov petrov dimitrov georgiev kazlauskas petrauskas berzins kalnins ozols silva santos
ferreira pereira oliveira costa rodrigues fernandes goncalves garcia fernandez lopez martinez gonzalez perez rossi russo esposito
bianchi romano yilmaz kaya demir celik sahin ozturk nguyen tran pham huynh hoang chan wong cheung leung chen zhang huang zhao
murray obrien o'brien oconnor o'connor oneill o'neill osullivan o'sullivan doyle byrne walsh ryan kennedy lynch mccarthy mcdonald
macdonald mckenzie mackenzie mclean mcgregor macgregor stewart robertson thomson wilson reid henderson mitchell paterson duncan
hamilton graham ferguson cameron sinclair gallagher doherty mclaughlin quinn mcguinness donnelly maguire brennan nolan flynn
bevan bowen gough howells jenkins llewellyn meredith parry powell prosser pugh rees vaughan watkins yates barker
barrett bates beaumont berry birch blackburn bolton booth bradley bradshaw briggs bryant burgess burton butcher byrd carr
carpenter chambers chandler chapman charlton clayton coleman connolly cunningham curtis dawson dixon dodd donovan
douglas dyer edmonds elliott farmer fielding fisher fitzgerald fleming fletcher fowler francis franklin frost fuller gardiner
gardner garner gilbert goddard godfrey goodwin greenwood gregory griffin hancock harding hardy harper harvey hawkins haynes hewitt
hicks higgins hobbs hodgson holloway holmes holt hopkins horton howard howe hudson humphreys hunter hutchinson ingram jarvis jennings
johnston kerr kirby knowles lambert lawson leach leonard lowe lucas lyons manning marsden mccann mellor middleton
nash naylor newman newton nicholls nicholson norman norris norton oliver owen page parkinson parsons patterson payne pearce
pearson perkins perry phelps pickering pollard potter poole pratt preston randall reeves reynolds rhodes richards riley rowe rowley
russell sanders saunders schofield sharp sheppard short simmonds skinner slater spencer stephenson stevens stevenson stokes sutton
sykes talbot thornton townsend tucker tyler underwood wallace walters warner warren waters watts weaver webb webster
wheeler whitehead whittaker wilkins willis winter woodward wyatt tembo habib nasir karimi ahmadi tesfay gebremedhin bekele
`)

/** Surnames that are words of place texts as well: part of a name only right after a first name or a title. */
export const WORDLIKE_SURNAMES = words(`
hall hill wood green king young white black long west north field church bridge park lane mill bell rose day cook baker
banks bush stone cross marsh fox wolfe bird moss heath dale mills woods hills brooks rivers bishop knight abbott pope prince
noble best good love bright swift wells barnes ford lake pond cole coles rice lamb bull hart swan drake finch nightingale
gold silver bond field fields barn farm
walls hayes hale cave bay read reed grey gray stubbs power powers peacock crane dean major
`)
