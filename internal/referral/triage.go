package referral

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/workingtime"
)

// Triage orders a strand by risk and need: its priority with the answers that
// led to it, the team that sees it, what it asks of whoever takes it, and the
// targets.
type Triage struct {
	silent
	nothingEntered
	Priority Priority `json:"priority"`
	Reasons  []string `json:"reasons"`
	Team     Team     `json:"team"`
	Targets  Targets  `json:"targets"`
	Needs    []Need   `json:"needs"`
	// HeadStartDays is how much earlier it ranks than its target says; nil in histories
	// from before it was kept.
	HeadStartDays *int `json:"headStartDays,omitempty"`
}

func (Triage) Name() string    { return "triaged" }
func (t Triage) Title() string { return "Triaged: " + strings.ToLower(t.Priority.Label()) }

func (t Triage) Detail() []string {
	lines := append(line("Team: ", t.Team.Label()), line("Because: ", strings.Join(t.Reasons, "; "))...)
	for _, need := range t.Needs {
		lines = append(lines, need.Line())
	}
	return append(lines, line("First contact by ", dateAndTime(t.Targets.Contact))...)
}

func (Triage) Possible(s Strand, _ Actor) error {
	if s.State != Received {
		return refuse("It has been triaged already.")
	}
	return nil
}

func (t Triage) apply(s *Strand, _ Event) {
	s.State, s.Priority, s.Reasons, s.Team, s.Targets = Triaged, t.Priority, t.Reasons, t.Team, t.Targets
	s.Needs, s.HeadStartDays = t.Needs, t.HeadStartDays
}

// Triage returns the triage of what a referral asks for. It depends on nothing but the
// referral and the rules.
func (r Rules) Triage(sent Referral, kind Kind) Triage {
	priority, reasons := r.priorityOf(sent)
	headStart := r.Policy.headStartDays(priority)
	return Triage{
		Priority: priority, Reasons: reasons, Team: teamOf(sent.Facts, kind), Targets: r.targetsOf(sent, priority),
		Needs: r.needsOf(sent.Facts, kind), HeadStartDays: &headStart,
	}
}

// TriageFor is Triage for a strand with what is known now. A reopened strand counts
// from its reopening, and a discharge that had passed by then no longer presses.
func (r Rules) TriageFor(current Referral, s Strand) Triage {
	if !s.Reopened.IsZero() {
		current.Sent = s.Reopened
		today := Date(s.Reopened.In(workingtime.London()).Format(time.DateOnly))
		if current.Facts.Discharge < today {
			current.Facts.Discharge = ""
		}
	}
	return r.Triage(current, s.Kind)
}

func (r Rules) priorityOf(sent Referral) (Priority, []string) {
	var urgent, high []string
	if discharge, planned := sent.Facts.Discharge.In(workingtime.London()); planned {
		day := sent.Sent.In(workingtime.London())
		lastUrgent := time.Date(day.Year(), day.Month(), day.Day()+r.Policy.UrgentDischargeDays, 0, 0, 0, 0, workingtime.London())
		on := discharge.Format("2 January 2006")
		if discharge.After(lastUrgent) {
			high = append(high, "Discharge planned on "+on)
		} else {
			urgent = append(urgent, fmt.Sprintf("Discharge on %s, within %d days", on, r.Policy.UrgentDischargeDays))
		}
	}
	for _, concern := range sent.Facts.Concerns {
		switch concern {
		case CareBreakingDown:
			urgent = append(urgent, "Care about to break down")
		case Safeguarding:
			urgent = append(urgent, "Safeguarding concern")
		case RiskToLife:
			urgent = append(urgent, "Risk to life")
		case FallLastMonth:
			high = append(high, "A fall in the last month")
		case AloneAtNight:
			high = append(high, "Alone at night with a risk")
		case CarerBreaking:
			high = append(high, "Carer at breaking point")
		}
	}
	switch {
	case len(urgent) > 0:
		return Urgent, append(urgent, high...)
	case len(high) > 0:
		return High, high
	case slices.Contains(sent.Facts.Concerns, UnknownConcern):
		return Standard, []string{"It is not known whether anything pressing applies"}
	}
	return Standard, []string{"Nothing pressing applies"}
}

func teamOf(f Facts, kind Kind) Team {
	switch kind {
	case VRSessions:
		if f.Screening == AskFirst {
			return OccupationalTherapyTeam
		}
		return ActivityTeam
	case DigitalSupport:
		return DigitalInclusionTeam
	}
	if f.Agreement == CapacityInDoubt || len(f.Equipment) == 0 || !catalogue.Simple(f.Equipment) {
		return OccupationalTherapyTeam
	}
	return TrustedAssessorTeam
}

// targetsOf follows the table in the form's description: the cut-off hour never
// applies to what is urgent, and what is urgent is in place by the discharge.
func (r Rules) targetsOf(sent Referral, priority Priority) Targets {
	days, from := r.Policy.Days[priority], r.CountsFrom(sent.Sent, priority)
	if priority != Urgent {
		return Targets{Contact: stamp(r.Calendar.After(from, days.Contact)), Assessed: stamp(r.Calendar.After(from, days.Assessed))}
	}
	contact := from // as the team opens, or on the same day
	if from.Equal(sent.Sent) {
		contact = r.Calendar.EndOfDay(sent.Sent)
	}
	inPlace := r.Calendar.After(from, days.InPlace)
	if discharge, planned := sent.Facts.Discharge.In(workingtime.London()); planned {
		if evening := r.Calendar.EndOfDay(discharge); evening.Before(inPlace) {
			inPlace = evening
		}
	}
	return Targets{Contact: stamp(contact), Assessed: stamp(r.Calendar.After(from, days.Assessed)), InPlace: stamp(inPlace)}
}

// CountsFrom returns when the clock of a strand's targets begins that was sent, or
// reopened, at an instant: then, or the next working morning if it came after the
// cut-off hour or on a day that is not worked. For what is urgent the end of the
// working day takes the place of the cut-off.
func (r Rules) CountsFrom(sent time.Time, priority Priority) time.Time {
	switch {
	case priority != Urgent:
		return r.Calendar.CountsFrom(sent, time.Duration(r.Policy.CutOffHour)*time.Hour)
	case !r.Calendar.WorkingDay(sent) || !sent.Before(r.Calendar.EndOfDay(sent)):
		return r.Calendar.Opens(sent)
	}
	return sent
}
