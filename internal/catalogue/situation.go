package catalogue

// Circumstance is something about a home, a person or those around them that can
// make equipment the wrong thing. Each is put so that it rules out where it holds.
type Circumstance string

const (
	// The home.
	DigitalLine    Circumstance = "digital-line"    // the telephone line is digital
	AnalogueLine   Circumstance = "analogue-line"   // it is analogue, and so will be digital
	NoLine         Circumstance = "no-line"         // there is no telephone line
	NoBroadband    Circumstance = "no-broadband"    // there is no broadband
	NoMobileSignal Circumstance = "no-signal"       // no mobile network has a signal
	NoPowerBackup  Circumstance = "no-power-backup" // the line is dead in a power cut, and nothing is said of what is done then
	NoSocket       Circumstance = "no-socket"       // no free mains socket near the line
	NoSmokeAlarm   Circumstance = "no-smoke-alarm"  // no smoke alarm that works
	NothingBurns   Circumstance = "nothing-burns"   // nothing in it burns fuel
	OxygenAndSmoke Circumstance = "oxygen-smoke"    // oxygen is used where somebody smokes
	SmokesInBed    Circumstance = "smokes-in-bed"   // somebody smokes in bed
	Rented         Circumstance = "rented"          // a landlord may have to agree to what is fixed to it
	CareHome       Circumstance = "care-home"       // it is a care home

	// The person.
	CannotPress   Circumstance = "cannot-press"    // they cannot press a button, or would not know when to
	WillNotWear   Circumstance = "will-not-wear"   // they will not wear anything
	CannotSeeHear Circumstance = "cannot-see-hear" // they have lost both sight and hearing
	NotAssessed   Circumstance = "not-assessed"    // their continence was not assessed
	BedShared     Circumstance = "bed-shared"      // somebody shares their bed
	AloneForHours Circumstance = "alone-for-hours" // nobody is with them for hours
	LivesAlone    Circumstance = "lives-alone"     // nobody lives with them

	// Those around them.
	NobodyComes   Circumstance = "nobody-comes"    // nobody would come when an alarm calls
	NobodyAtNight Circumstance = "nobody-at-night" // nobody would come at night
	OthersThere   Circumstance = "others-there"    // others live there, or come every day
	Pets          Circumstance = "pets"            // pets move about
	OthersOppose  Circumstance = "others-oppose"   // somebody who shares the home does not agree to what monitors it
	Misuse        Circumstance = "misuse"          // somebody could misuse tracking, cameras or accounts
	NobodyCharges Circumstance = "nobody-charges"  // nobody charges it
	NobodyWatches Circumstance = "nobody-watches"  // nobody watches where they are, or goes to find them
	NobodyFills   Circumstance = "nobody-fills"    // nobody fills it
	NoPharmacist  Circumstance = "no-pharmacist"   // no pharmacist agreed to it
	NobodyKeeps   Circumstance = "nobody-keeps"    // nobody looks after its account
)

// Situation is what is known: a circumstance that holds is true, one that does not
// is false, and one that nobody knows about is absent.
type Situation map[Circumstance]bool

// Of is the circumstance for one type alone: somebody may look after the account of
// one thing, and nobody after that of another.
func (c Circumstance) Of(code Code) Circumstance { return c + ":" + Circumstance(code) }

// Holds tells whether a circumstance is known to hold for that type.
func (s Situation) Holds(c Circumstance, code Code) bool { return s[c] || s[c.Of(code)] }

// Unknown tells whether nobody knows about a circumstance for that type.
func (s Situation) Unknown(c Circumstance, code Code) bool {
	_, known := s[c]
	_, knownOfIt := s[c.Of(code)]
	return !known && !knownOfIt
}

// Open returns what to find out about a circumstance, to follow "find out first"; ""
// for one that no choice waits for.
func (c Circumstance) Open() string {
	switch c {
	case NoBroadband:
		return "whether there is broadband"
	case NoMobileSignal:
		return "whether a mobile network has a signal there"
	case NothingBurns:
		return "whether anything there burns gas, oil, wood or coal"
	case CannotPress:
		return "whether they can press it, and would know when to"
	case WillNotWear:
		return "whether they will wear it"
	case NotAssessed:
		return "whether their continence was assessed"
	case BedShared:
		return "whether somebody shares their bed"
	case LivesAlone:
		return "whether a carer is there to hear it"
	case NobodyComes:
		return "who would come when it calls"
	case NobodyAtNight:
		return "who would come at night"
	case OthersThere:
		return "whether others live there"
	case Misuse:
		return "whether somebody could misuse it"
	case NobodyCharges:
		return "who would charge it"
	case NobodyWatches:
		return "who would watch where they are, and go to find them"
	case NobodyFills:
		return "who would fill it"
	case NoPharmacist:
		return "whether a pharmacist agrees"
	case NobodyKeeps:
		return "who would look after its account"
	}
	return ""
}
