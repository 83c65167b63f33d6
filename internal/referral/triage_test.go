package referral_test

import (
	"slices"
	"testing"
	"time"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

func london(day, clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", day+" "+clock, workingtime.London())
	if err != nil {
		panic(err)
	}
	return t
}

func TestTriage(t *testing.T) {
	type want struct {
		priority                   referral.Priority
		reasons                    []string
		team                       referral.Team
		contact, assessed, inPlace string
	}
	for _, c := range []struct {
		name  string
		sent  time.Time
		kind  referral.Kind
		facts referral.Facts
		want  want
	}{
		{"a pendant, nothing pressing, Monday morning", london("2026-11-16", "10:00"), referral.AssistiveTechnology,
			referral.Facts{Equipment: []catalogue.Code{"pendant-alarm"}, Concerns: []referral.Concern{referral.NoConcern}},
			want{referral.Standard, []string{"Nothing pressing applies"}, referral.TrustedAssessorTeam, "2026-11-23 17:00", "2026-12-14 17:00", ""}},
		{"the same after the cut-off hour counts from Tuesday", london("2026-11-16", "13:01"), referral.AssistiveTechnology,
			referral.Facts{Equipment: []catalogue.Code{"pendant-alarm"}},
			want{referral.Standard, []string{"Nothing pressing applies"}, referral.TrustedAssessorTeam, "2026-11-24 17:00", "2026-12-15 17:00", ""}},
		{"a fall in the last month", london("2026-11-16", "10:00"), referral.AssistiveTechnology,
			referral.Facts{Equipment: []catalogue.Code{"gps-locator"}, Concerns: []referral.Concern{referral.FallLastMonth, referral.AloneAtNight}},
			want{referral.High, []string{"A fall in the last month", "Alone at night with a risk"}, referral.OccupationalTherapyTeam, "2026-11-18 17:00", "2026-11-23 17:00", ""}},
		{"discharge on the day after a Friday afternoon", london("2026-11-20", "16:00"), referral.AssistiveTechnology,
			referral.Facts{Equipment: []catalogue.Code{"pendant-alarm"}, Discharge: "2026-11-21"},
			want{referral.Urgent, []string{"Discharge on 21 November 2026, within 5 days"}, referral.TrustedAssessorTeam, "2026-11-20 17:00", "2026-11-23 17:00", "2026-11-21 17:00"}},
		{"urgent on a Saturday is contacted when the team opens", london("2026-11-21", "11:00"), referral.AssistiveTechnology,
			referral.Facts{Concerns: []referral.Concern{referral.Safeguarding}},
			want{referral.Urgent, []string{"Safeguarding concern"}, referral.OccupationalTherapyTeam, "2026-11-23 09:00", "2026-11-24 17:00", "2026-11-25 17:00"}},
		{"urgent five calendar days ahead", london("2026-11-16", "10:00"), referral.AssistiveTechnology,
			referral.Facts{Discharge: "2026-11-21"},
			want{referral.Urgent, []string{"Discharge on 21 November 2026, within 5 days"}, referral.OccupationalTherapyTeam, "2026-11-16 17:00", "2026-11-17 17:00", "2026-11-18 17:00"}},
		{"six days ahead is high", london("2026-11-16", "10:00"), referral.AssistiveTechnology,
			referral.Facts{Discharge: "2026-11-22"},
			want{referral.High, []string{"Discharge planned on 22 November 2026"}, referral.OccupationalTherapyTeam, "2026-11-18 17:00", "2026-11-23 17:00", ""}},
		{"urgent lists every reason", london("2026-11-16", "10:00"), referral.AssistiveTechnology,
			referral.Facts{Concerns: []referral.Concern{referral.FallLastMonth, referral.RiskToLife}},
			want{referral.Urgent, []string{"Risk to life", "A fall in the last month"}, referral.OccupationalTherapyTeam, "2026-11-16 17:00", "2026-11-17 17:00", "2026-11-18 17:00"}},
		{"it is not known whether anything applies", london("2026-11-16", "10:00"), referral.AssistiveTechnology,
			referral.Facts{Concerns: []referral.Concern{referral.UnknownConcern}},
			want{referral.Standard, []string{"It is not known whether anything pressing applies"}, referral.OccupationalTherapyTeam, "2026-11-23 17:00", "2026-12-14 17:00", ""}},
		{"capacity in doubt goes to a therapist", london("2026-11-16", "10:00"), referral.AssistiveTechnology,
			referral.Facts{Equipment: []catalogue.Code{"pendant-alarm"}, Agreement: referral.CapacityInDoubt},
			want{referral.Standard, []string{"Nothing pressing applies"}, referral.OccupationalTherapyTeam, "2026-11-23 17:00", "2026-12-14 17:00", ""}},
		{"a headset that a clinician must agree to", london("2026-11-16", "10:00"), referral.VRSessions,
			referral.Facts{Screening: referral.AskFirst},
			want{referral.Standard, []string{"Nothing pressing applies"}, referral.OccupationalTherapyTeam, "2026-11-23 17:00", "2026-12-14 17:00", ""}},
		{"no headset: the activity team offers a screen", london("2026-11-16", "10:00"), referral.VRSessions,
			referral.Facts{Screening: referral.DoNotUse},
			want{referral.Standard, []string{"Nothing pressing applies"}, referral.ActivityTeam, "2026-11-23 17:00", "2026-12-14 17:00", ""}},
		{"digital support over Christmas", london("2026-12-23", "10:00"), referral.DigitalSupport,
			referral.Facts{},
			want{referral.Standard, []string{"Nothing pressing applies"}, referral.DigitalInclusionTeam, "2027-01-04 17:00", "2027-01-25 17:00", ""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := rules.Triage(referral.Referral{Sent: c.sent, Facts: c.facts}, c.kind)
			moment := func(at time.Time) string {
				if at.IsZero() {
					return ""
				}
				return at.In(workingtime.London()).Format("2006-01-02 15:04")
			}
			seen := want{got.Priority, got.Reasons, got.Team, moment(got.Targets.Contact), moment(got.Targets.Assessed), moment(got.Targets.InPlace)}
			if seen.priority != c.want.priority || !slices.Equal(seen.reasons, c.want.reasons) || seen.team != c.want.team ||
				seen.contact != c.want.contact || seen.assessed != c.want.assessed || seen.inPlace != c.want.inPlace {
				t.Errorf("got  %+v\nwant %+v", seen, c.want)
			}
		})
	}
}

// A trusted assessor's order of simple equipment is their decision; anything else
// goes to the team.
func TestTriageOrOrder(t *testing.T) {
	for _, c := range []struct {
		name      string
		role      referral.Role
		equipment []catalogue.Code
		order     bool
		against   catalogue.Severity
		want      string
	}{
		{"within authority", referral.TrustedAssessor, []catalogue.Code{"pendant-alarm"}, true, "", "ordered"},
		{"not asked for", referral.TrustedAssessor, []catalogue.Code{"pendant-alarm"}, false, "", "triaged"},
		{"by somebody else", referral.SocialWorker, []catalogue.Code{"pendant-alarm"}, true, "", "triaged"},
		{"complex equipment", referral.TrustedAssessor, []catalogue.Code{"pendant-alarm", "gps-locator"}, true, "", "triaged"},
		{"nothing named", referral.TrustedAssessor, nil, true, "", "triaged"},
		{"with something to see to", referral.TrustedAssessor, []catalogue.Code{"pendant-alarm"}, true, catalogue.Warn, "ordered"},
		{"what does not fit", referral.TrustedAssessor, []catalogue.Code{"pendant-alarm"}, true, catalogue.Refuse, "triaged"},
	} {
		r := referral.Referral{Sent: monday, Referrer: referral.Referrer{Actor: referral.Actor{ID: "ta-1", Role: c.role}},
			Facts: referral.Facts{Equipment: c.equipment, Order: c.order}}
		if c.against != "" {
			r.Facts.Findings = []catalogue.Finding{{Severity: c.against, Words: "Something."}}
		}
		if got := rules.TriageOrOrder(r, referral.Strand{Kind: referral.AssistiveTechnology}).Name(); got != c.want {
			t.Errorf("%s: %s; want %s", c.name, got, c.want)
		}
	}
}

// More urgent comes first; and yet nothing starves, because whatever comes after
// the head start has a later rank.
func TestRank(t *testing.T) {
	strand := func(day string, concern referral.Concern) referral.Strand {
		r := referral.Referral{Sent: london(day, "10:00"), Facts: referral.Facts{Concerns: []referral.Concern{concern}}}
		triage := rules.Triage(r, referral.AssistiveTechnology)
		return referral.Strand{State: referral.Waiting, Priority: triage.Priority, Targets: triage.Targets, Received: r.Sent}
	}
	standard, high, urgent := strand("2026-11-16", referral.NoConcern), strand("2026-11-16", referral.FallLastMonth), strand("2026-11-16", referral.RiskToLife)
	if !urgent.Rank().Before(high.Rank()) || !high.Rank().Before(standard.Rank()) {
		t.Errorf("on one day: urgent %s, high %s, standard %s", urgent.Rank(), high.Rank(), standard.Rank())
	}
	if later := strand("2027-01-18", referral.RiskToLife); !standard.Rank().Before(later.Rank()) {
		t.Errorf("a standard referral of November ranks after an urgent one of January")
	}
}
