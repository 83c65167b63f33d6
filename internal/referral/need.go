package referral

import (
	"slices"
	"strings"

	"assistive-referrals/internal/catalogue"
)

// Requirement is what whoever takes a strand must or should bring: a registration,
// or a skill, whose code it then is.
type Requirement string

const (
	RegisteredTherapist  Requirement = "registered-occupational-therapist"
	TrainedForHeadset                = Requirement(Headset)
	UsesSignLanguage                 = Requirement(SignLanguage)
	WorksWithInterpreter             = Requirement(Interpreting)
	DeafblindSkills                  = Requirement(Deafblind)
)

// Requirements lists every requirement.
func Requirements() []Requirement {
	return []Requirement{RegisteredTherapist, TrainedForHeadset, UsesSignLanguage, WorksWithInterpreter, DeafblindSkills}
}

// Label returns what people see.
func (r Requirement) Label() string {
	switch r {
	case RegisteredTherapist:
		return "A registered occupational therapist"
	case TrainedForHeadset:
		return "Training for headset sessions"
	case UsesSignLanguage:
		return "British Sign Language"
	case WorksWithInterpreter:
		return "Work with interpreters"
	case DeafblindSkills:
		return "Deafblind communication"
	}
	return ""
}

// Need is one requirement of a strand, and why it is one.
type Need struct {
	What    Requirement `json:"what"`
	Because string      `json:"because"`          // in words, such as "a GPS locator is complex equipment"
	Weight  Weight      `json:"weight,omitempty"` // "" in data from before it was kept
}

// Weight is how much a requirement counts, by the policy when the strand was triaged.
type Weight string

const (
	// Must: nobody may take the strand who does not meet it.
	Must Weight = "must"
	// Should: somebody who meets it is offered the strand first.
	Should Weight = "should"
)

// Must tells whether nobody may take the strand who does not meet the requirement.
func (n Need) Must() bool {
	if n.Weight == "" {
		return mustBefore(n.What)
	}
	return n.Weight == Must
}

func sameNeeds(a, b []Need) bool {
	return slices.EqualFunc(a, b, func(a, b Need) bool { return a.What == b.What && a.Because == b.Because && a.Must() == b.Must() })
}

// Words say what is asked of whoever takes it.
func (n Need) Words() string {
	if n.Must() {
		return "Only with: " + n.What.Label()
	}
	return "Best with: " + n.What.Label()
}

// Line says it with the reason.
func (n Need) Line() string { return n.Words() + ", because " + n.Because }

// Interpreter is an answer to "Do they need an interpreter?".
type Interpreter string

const (
	SpokenInterpreter    Interpreter = "spoken"
	SignInterpreter      Interpreter = "bsl"
	DeafblindInterpreter Interpreter = "deafblind"
)

// needsOf returns what a strand of that kind asks of whoever takes it. It follows
// the two lanes: simple equipment can be decided by a trusted assessor; what is
// complex or monitors, capacity in doubt, and a clinician to be asked first are an
// occupational therapist's. It depends on nothing but the answers.
func (r Rules) needsOf(f Facts, kind Kind) []Need {
	var needs []Need
	need := func(what Requirement, because ...string) {
		if len(because) > 0 {
			weight := Should
			if slices.Contains(r.Policy.MustMeet, what) {
				weight = Must
			}
			needs = append(needs, Need{What: what, Because: strings.Join(because, ", and "), Weight: weight})
		}
	}
	switch kind {
	case AssistiveTechnology:
		need(RegisteredTherapist, therapistsWork(f)...)
	case VRSessions:
		switch f.Screening {
		case AskFirst:
			need(RegisteredTherapist, "a clinician must be asked before a headset is used")
		case GoAhead, NotScreened:
			need(TrainedForHeadset, "the sessions are with a headset")
		}
	}
	switch f.Interpreter {
	case SignInterpreter:
		need(UsesSignLanguage, "the person uses British Sign Language")
	case SpokenInterpreter:
		need(WorksWithInterpreter, "the person needs an interpreter")
	case DeafblindInterpreter:
		need(DeafblindSkills, "the person is deafblind")
	}
	return needs
}

// therapistsWork says why assistive technology is an occupational therapist's.
// Where no equipment is named yet nothing says so: whoever takes it finds out.
func therapistsWork(f Facts) []string {
	var because, complex []string
	for _, code := range f.Equipment {
		if e, found := catalogue.Find(code); found && !catalogue.Simple([]catalogue.Code{code}) {
			complex = append(complex, lower(e.Name))
		}
	}
	if len(complex) > 0 {
		because = append(because, "this is not simple equipment: "+strings.Join(complex, ", "))
	}
	if f.Agreement == CapacityInDoubt {
		because = append(because, "the person’s capacity is in doubt")
	}
	return because
}

// MayTake returns nil, or a Refusal that says what somebody lacks without whom
// nobody may take the strand. A claim and a reassignment refuse in these words.
func (s Strand) MayTake(q Qualifications) error {
	for _, need := range s.Needs {
		if need.Must() && !q.meets(need.What) {
			return refuse("This needs " + lower(need.What.Label()) + ", because " + need.Because + ". The sign-in does not show that: if it should, ask your team manager.")
		}
	}
	return nil
}

// Lacks returns what the strand asks for that somebody does not bring. They may
// take it all the same unless MayTake says no.
func (s Strand) Lacks(q Qualifications) []Need {
	var lacking []Need
	for _, need := range s.Needs {
		if !q.meets(need.What) {
			lacking = append(lacking, need)
		}
	}
	return lacking
}

// CallsFor tells whether the strand asks for a skill, and that person brings every
// skill that it asks for.
func (s Strand) CallsFor(q Qualifications) bool {
	skilled := false
	for _, need := range s.Needs {
		if need.What == RegisteredTherapist {
			continue
		}
		if !q.meets(need.What) {
			return false
		}
		skilled = skilled || !need.Must()
	}
	return skilled
}
