package referral

import "slices"

// Skill is something that a practitioner can do beyond their role, as the identity
// provider says of them.
type Skill string

const (
	// Headset: they were trained to run a session with a virtual-reality headset.
	Headset Skill = "headset"
	// SignLanguage: they use British Sign Language.
	SignLanguage Skill = "bsl"
	// Interpreting: they work with interpreters of spoken languages.
	Interpreting Skill = "interpreter"
	// Deafblind: they communicate with people who are deafblind.
	Deafblind Skill = "deafblind"
)

// Skills lists every skill.
func Skills() []Skill { return []Skill{Headset, SignLanguage, Interpreting, Deafblind} }

// Qualifications are what somebody brings to a strand: their roles here, their
// professional registration number ("" if none is known) and their skills.
type Qualifications struct {
	Roles        []Role  `json:"roles"`
	Registration string  `json:"registration"`
	Skills       []Skill `json:"skills"`
}

// meets tells whether they bring what is required.
func (q Qualifications) meets(r Requirement) bool {
	if r == RegisteredTherapist {
		return slices.Contains(q.Roles, OccupationalTherapist) && q.Registration != ""
	}
	return slices.Contains(q.Skills, Skill(r))
}
