package referral

import "time"

// Send is the first event of every case: the referral was sent. It opens one
// strand for each kind that is asked for.
type Send struct {
	nothingEntered
	Kinds      []Kind   `json:"kinds"`
	Draft      string   `json:"draft"`
	Referrer   Referrer `json:"referrer"`
	Initials   string   `json:"initials"`
	TellPerson string   `json:"tellPerson"`
	AlsoTell   []string `json:"alsoTell,omitempty"`
	// Screening is the result before virtual-reality sessions; "" without them.
	Screening Screening `json:"screening"`
	// Flags are what lists show of each strand.
	Flags map[Kind][]Flag `json:"flags"`
	// PersonName is what Case.Name becomes; for AskedFor see Facts.
	PersonName string          `json:"personName"`
	AskedFor   map[Kind]string `json:"askedFor,omitempty"`
	// Known, Open and Death are of the person's earlier referrals: see Earlier.
	Known []string             `json:"known,omitempty"`
	Open  map[Kind][]Reference `json:"open,omitempty"`
	Death *DeathToCheck        `json:"death,omitempty"`
	Ward  bool                 `json:"ward,omitempty"` // see Case.Ward
	// Secrets is what Case.Secrets becomes.
	Secrets []string `json:"secrets,omitempty"`
}

func (Send) Name() string                         { return "sent" }
func (Send) Title() string                        { return "Referral sent" }
func (s Send) Detail() []string                   { return []string{"For: " + kindLabels(s.Kinds)} }
func (Send) Notices(Case, Strand, Event) []Notice { return tell(NoticeReceived, ToReferrer) }

// Possible refuses always: a case is opened by Open, never by Case.Change.
func (Send) Possible(Strand, Actor) error { return refuse("A case is opened only once.") }

func (Send) apply(*Strand, Event) {}

// Open makes the case of a referral, its strands in the order of the referral's
// kinds, and the first event.
func Open(r Referral, draft, request string) (Case, []Strand, Event, error) {
	flags := map[Kind][]Flag{}
	for _, kind := range r.Kinds {
		flags[kind] = FlagsOf(r.Facts, kind)
	}
	event := Event{
		Reference: r.Reference, Version: 1, At: stamp(r.Sent), By: r.Referrer.Actor, Request: request, Name: Send{}.Name(),
		Change: &Send{Kinds: r.Kinds, Draft: draft, Referrer: r.Referrer, Initials: r.Facts.Person.Initials(), TellPerson: r.Facts.TellPerson,
			AlsoTell:  r.Facts.AlsoTell,
			Screening: r.Facts.Screening, Flags: flags, PersonName: r.Facts.Person.Name, AskedFor: r.Facts.AskedFor,
			Known: r.Earlier.Known, Open: r.Earlier.Open, Death: r.Earlier.Death, Ward: r.Facts.Ward, Secrets: r.Secrets},
	}
	if err := event.seal(); err != nil {
		return Case{}, nil, Event{}, err
	}
	c, byKind := event.Change.(*Send).open(event)
	var strands []Strand
	for _, kind := range r.Kinds {
		strands = append(strands, byKind[kind])
	}
	return c, strands, event, nil
}

func (s *Send) open(e Event) (Case, map[Kind]Strand) {
	c := Case{
		Reference: e.Reference, Version: e.Version, Hash: e.Hash, OpenStrands: len(s.Kinds), Kinds: s.Kinds, Opened: e.At,
		Closed: time.Time{}, Draft: s.Draft, Referrer: s.Referrer, Initials: s.Initials, Name: s.PersonName, TellPerson: s.TellPerson, AlsoTell: s.AlsoTell, DeathToCheck: s.Death, Ward: s.Ward, Secrets: s.Secrets,
	}
	strands := map[Kind]Strand{}
	for _, kind := range s.Kinds {
		strand := Strand{Kind: kind, Version: 1, State: Received, Run: 1, Received: e.At, Flags: s.Flags[kind], AskedFor: s.AskedFor[kind], Known: s.Known}
		strand.mayDuplicate(s.Open[kind])
		strand.setFlag(FlagCheckDeath, s.Death != nil)
		if kind == VRSessions {
			strand.Screening = s.Screening
		}
		strands[kind] = strand
	}
	return c, strands
}
