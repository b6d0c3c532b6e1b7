/** What staff type, in our own words. */
export const NOTHING = ['nk', 'n/k', 'unkwn', 'unknown', 'uk', 'unkonwn', 'not known', 'not stated', 'unable to say', 'pt intoxicated', 'pt unable to recall', 'refused to say', 'does not remember', 'bibp', 'bought in by ambulance', 'punched in face', 'kicked in head by 3 males', 'hit with bottle', 'alleged assault', 'see notes', 'as above', '.', '-', '?', 'x', 'male with facial injury', 'attacked by known person', 'fight', 'police involved', 'head inj loc', 'would not disclose', 'declined', 'dv', 'nfa', 'mh pt', 'drunk', 'while out', 'outside', 'street', 'pub', 'in a car park', 'party', 'at work']
export const HOME = ["pt's home", 'patients home', "patient's home", 'at home', 'home', 'home address', 'own home', 'px home', 'pt home addr', 'in own house', 'home - dv', 'domestic at home', 'own flat', 'pts house', 'home add', 'at home by partner', 'in kitchen at home', 'front door of home address']
export const OTHER_HOME = ['friends house', "friend's flat", 'ex partners home', 'mums house', 'relatives address', 'house party', 'neighbours garden', 'girlfriends flat', "brother's house"]
export const AT_HOSPITAL = ['in waiting room', 'A&E waiting room', 'on ward', 'ED corridor', 'in dept', 'hospital car park', 'assaulted by another patient on ward', 'in cubicle']
export const BEFORE = ['outside', 'outside', 'outside', 'near', 'near', 'opposite', 'at', 'at', 'in', 'by', 'walking past', 'assaulted outside', 'assaulted in', 'was at', 'leaving', 'car park of', 'alley behind']
export const BEFORE_STREET = ['in', 'on', 'on', 'near', 'off', 'walking along', 'assaulted in', 'bottom of', 'top end of', 'alleyway off', 'bus shelter']
export const AFTER = ['by unknown male', 'by 2 males', 'by group of youths', 'on way home', 'approx 2300', 'last night', 'after night out', 'attacked from behind', 'queue', 'taxi rank', 'with friends', 'by bouncer', '?time', 'LOC', 'c/o jaw pain']
export const STATION_WORDS = ['train station', 'railway station', 'rlwy stn', 'train stn']

/** Invented people. */
export const FORENAMES = ['Sarah', 'John', 'Kelly', 'Darren', 'Aisha', 'Mohammed', 'Lee', 'Tracey', 'Chloe', 'Liam', 'Priya', 'Kevin', 'Shannon', 'Ryan', 'Agnieszka', 'Gary', 'Megan', 'Tyler', 'Olu', 'Debbie']
export const SURNAMES = ['Smith', 'Jones', 'Patel', 'Okafor', 'Brown', 'Kowalski', 'Taylor', 'Hussain', 'Wilson', 'Green', 'Begum', 'Clarke', 'Murphy', 'Evans', 'Turner', 'Akhtar', 'Cooper', 'Ward', 'Morris', 'Nowak']

/** [word, what it becomes]; applied to whole words, capitals aside. */
export const SHORT_WORDS: Record<string, readonly string[]> = {
  road: ['rd', 'rd', 'Rd.'], street: ['st', 'st', 'str', 'St.'], avenue: ['ave', 'av', 'avn'], lane: ['ln', 'la'], drive: ['dr', 'drv'], close: ['cl', 'clo'],
  gardens: ['gdns', 'gdn'], court: ['ct', 'crt'], crescent: ['cres', 'cresc'], place: ['pl'], terrace: ['terr', 'tce'], square: ['sq'], grove: ['grv'], walk: ['wlk'],
  outside: ['o/s', 'o/s', 'os', 'ouside'], opposite: ['opp'], near: ['nr'], at: ['@'], and: ['&', '+', 'n'], patient: ['pt', 'px'], station: ['stn', 'stat'], railway: ['rlwy', 'rail'],
  hospital: ['hosp'], school: ['sch'], park: ['pk'], nightclub: ['n/club', 'club'], centre: ['ctr', 'cntr'], shopping: ['shop'], recreation: ['rec'], supermarket: ['s/mkt'], corner: ['cnr'], junction: ['jct', 'junc'], saint: ['st'],
}
/** Sounds that are written in other ways. */
export const SOUNDS: readonly [string, string][] = [['ph', 'f'], ['ck', 'k'], ['ee', 'ea'], ['ea', 'ee'], ['ie', 'ei'], ['ough', 'uff'], ['ch', 'sh'], ['ou', 'ow'], ['gh', 'g'], ['ai', 'ay'], ['wh', 'w'], ['ll', 'l'], ['tt', 't'], ['ss', 's'], ['qu', 'kw'], ['or', 'aw'], ['er', 'a'], ['i', 'y'], ['c', 'k'], ['s', 'z'], ['e', 'i']]
export const KEY_ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']
