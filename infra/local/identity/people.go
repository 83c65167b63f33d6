package identity

// Person is someone who can sign in.
type Person struct {
	ID           string // opaque; the subject of tokens
	Name         string
	Email        string
	Telephone    string // E.164
	Roles        []string
	Team         string
	Registration string // professional registration number, if the role has one
	Skills       []string
}

// Staff returns ready-made people, one or more for every role. Names, addresses
// and numbers are made up: example.org, and numbers that Ofcom keeps for drama.
func Staff() []Person {
	return []Person{
		person("01", "Social Worker One", "social.worker.one", "adult-social-care-north", "SW000001", "social-worker"),
		person("02", "Social Worker Two", "social.worker.two", "adult-social-care-south", "SW000002", "social-worker"),
		person("03", "Hospital Discharge One", "hospital.discharge.one", "hospital-discharge", "SW000003", "hospital-discharge"),
		person("04", "Occupational Therapist One", "occupational.therapist.one", "occupational-therapy", "OT000001", "occupational-therapist").with("interpreter"),
		person("05", "Occupational Therapist Two", "occupational.therapist.two", "occupational-therapy", "OT000002", "occupational-therapist").with("bsl"),
		person("06", "Trusted Assessor One", "trusted.assessor.one", "trusted-assessors", "", "trusted-assessor"),
		person("07", "Trusted Assessor Two", "trusted.assessor.two", "trusted-assessors", "", "trusted-assessor"),
		person("08", "Activity Facilitator One", "activity.facilitator.one", "activity", "", "activity-facilitator").with("headset"),
		person("09", "Digital Inclusion Officer One", "digital.inclusion.officer.one", "digital-inclusion", "", "digital-inclusion-officer"),
		person("10", "Installer One", "installer.one", "installation", "", "installer"),
		person("11", "Team Manager One", "team.manager.one", "occupational-therapy", "OT000003", "team-manager"),
		person("12", "Operations One", "operations.one", "operations", "", "operations"),
		person("13", "Data Protection Officer One", "data.protection.officer.one", "operations", "", "data-protection-officer"),
		// In the therapists' team without a therapist's registration, and among the
		// facilitators without training for headsets: each can take only some of it.
		person("14", "Trusted Assessor Three", "trusted.assessor.three", "occupational-therapy", "", "trusted-assessor"),
		person("15", "Activity Facilitator Two", "activity.facilitator.two", "activity", "", "activity-facilitator"),
		// So that work can be shared out, and a manager be somebody else's.
		person("16", "Occupational Therapist Three", "occupational.therapist.three", "occupational-therapy", "OT000004", "occupational-therapist"),
		person("17", "Digital Inclusion Officer Two", "digital.inclusion.officer.two", "digital-inclusion", "", "digital-inclusion-officer"),
		person("18", "Installer Two", "installer.two", "installation", "", "installer"),
		person("19", "Team Manager Two", "team.manager.two", "trusted-assessors", "", "team-manager"),
	}
}

func (p Person) with(skills ...string) Person {
	p.Skills = skills
	return p
}

func person(number, name, mailbox, team, registration string, roles ...string) Person {
	return Person{
		ID:           "5a0c0de0-0000-4000-8000-0000000000" + number,
		Name:         name,
		Email:        mailbox + "@example.org",
		Telephone:    "+4477009001" + number,
		Roles:        roles,
		Team:         team,
		Registration: registration,
	}
}
