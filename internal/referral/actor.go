package referral

// Actor is who did something: a member of staff, or a step of the system.
type Actor struct {
	ID   string `json:"id" sealed:"code"` // opaque; never a name or an email address
	Name string `json:"name"`             // as colleagues see it
	Role Role   `json:"role"`
}

// System returns the actor for what a function does by itself.
func System(function string) Actor {
	return Actor{ID: "system:" + function, Name: "The system (" + function + ")", Role: SystemRole}
}

// Role is what a person is to this service.
type Role string

const (
	SocialWorker            Role = "social-worker"
	HospitalDischarge       Role = "hospital-discharge"
	TrustedAssessor         Role = "trusted-assessor"
	OccupationalTherapist   Role = "occupational-therapist"
	ActivityFacilitator     Role = "activity-facilitator"
	DigitalInclusionOfficer Role = "digital-inclusion-officer"
	Installer               Role = "installer"
	TeamManager             Role = "team-manager"
	Operations              Role = "operations"
	DataProtectionOfficer   Role = "data-protection-officer"
	SystemRole              Role = "system"
)

// Roles lists every role that a person can sign in with.
func Roles() []Role {
	return []Role{SocialWorker, HospitalDischarge, TrustedAssessor, OccupationalTherapist, ActivityFacilitator,
		DigitalInclusionOfficer, Installer, TeamManager, Operations, DataProtectionOfficer}
}

// Label returns what people see.
func (r Role) Label() string {
	switch r {
	case SocialWorker:
		return "Social worker"
	case HospitalDischarge:
		return "Hospital discharge"
	case TrustedAssessor:
		return "Trusted assessor"
	case OccupationalTherapist:
		return "Occupational therapist"
	case ActivityFacilitator:
		return "Activity facilitator"
	case DigitalInclusionOfficer:
		return "Digital inclusion officer"
	case Installer:
		return "Installer"
	case TeamManager:
		return "Team manager"
	case Operations:
		return "Operations"
	case DataProtectionOfficer:
		return "Data protection officer"
	case SystemRole:
		return "System"
	}
	return ""
}
