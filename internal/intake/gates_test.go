package intake

import (
	"maps"
	"strings"
	"testing"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// ready is a pendant alarm with everything that its installation needs.
func ready() form.Answers {
	return form.Answers{
		"kinds": {"assistive-technology"}, "equipment": {"pendant-alarm"},
		"consent": {"given"}, "consent-by": {"The person"}, "consent-how": {"spoken"}, "consent-on": {"2026-03-10"}, "privacy-notice": {"yes"},
		"line": {"digital"}, "power-backup": {"yes"},
		"responder-1-name": {"Test Neighbour"}, "responder-1-telephone": {"+441632960004"}, "responder-1-key": {"yes"},
		"responder-2-name": {"Test Cousin"}, "responder-2-telephone": {"+441632960005"}, "responder-2-key": {"yes"},
	}
}

func TestBeforeInPlace(t *testing.T) {
	monitored := "equipment=gps-locator less-restrictive=x shared-areas=nobody-else restrictions=no"
	attorney := "consent=attorney authority-seen=yes authority-registered=yes authority-covers=yes authority-on=2026-03-10"
	interests := "consent=best-interests capacity-assessor=x capacity-on=2026-03-01 interests-by=x interests-on=2026-03-02 interests-consulted=x advocate=not-needed"
	for _, test := range []struct {
		name    string
		changes string // field=value, "" takes the answer away
		want    string // parts of the gaps in order, between bars
	}{
		{"ready", "", ""},
		{"nothing on record", "consent=", "Record what stands behind"},
		{"consent not known", "consent=dont-know", "Record what stands behind"},
		{"none yet", "consent=not-yet", "Record what stands behind"},
		{"consent without its date", "consent-on=", "When did they give it?"},
		{"consent without the privacy notice", "privacy-notice=no", "Give the person the privacy notice"},
		{"an attorney", attorney, ""},
		{"an attorney whose power was not seen", attorney + " authority-seen=no", "See the power of attorney"},
		{"an attorney without this authority", attorney + " authority-covers=no", "no authority for this decision"},
		{"an unregistered power", attorney + " authority-registered=dont-know", "Is it registered"},
		{"best interests", interests, ""},
		{"best interests without consulting", interests + " interests-consulted=", "Who was consulted?"},
		{"best interests, and no advocate yet", interests + " advocate=missing", "Instruct the advocate"},

		{"what monitors", monitored, ""},
		{"what monitors, unconsidered", "equipment=gps-locator", "less restrictive option|shares the home|add to restrictions"},
		{"what monitors, and they do not agree", monitored + " shared-areas=no", "must agree"},
		{"restrictions that nothing authorises", monitored + " restrictions=nothing-yet", "nothing authorises"},
		{"DoLS", monitored + " restrictions=dols", "conditions of the authorisation|Who was told"},
		{"DoLS, complete", monitored + " restrictions=dols dols-conditions=x restrictions-told=x", ""},
		{"an order of the court", monitored + " restrictions=court", "Who was told"},

		{"line not known", "line=", "What telephone line is there?"},
		{"analogue, which will be digital, without back-up", "line=analogue power-backup=no", "Say what is done about a power cut"},
		{"digital without back-up, answered for", "power-backup=no power-backup-answer=x", ""},
		{"digital, back-up not known", "power-backup=dont-know", "through in a power cut"},
		{"no line", "line=none power-backup=", ""},
		{"a telephone on which no life depends", "equipment=big-button-telephone power-backup=", ""},
		{"what uses no line", "equipment=memory-prompt line= power-backup= responder-1-name= responder-2-name=", ""},

		{"nobody comes", "responder-1-name= responder-2-name=", "Name at least 2 responders|Arrange a key safe"},
		{"one comes", "responder-2-name=", "Name at least 2 responders|Arrange a key safe"},
		{"one, and a key safe", "responder-2-name= key-safe=to-be-fitted", ""},
		{"one, and a key safe that is ordered with it", "responder-2-name= equipment=pendant-alarm|key-safe", ""},
		{"a name without a number is nobody", "responder-2-telephone=", "Name at least 2 responders|Arrange a key safe"},
		{"two, and one key", "responder-2-key=no", "Arrange a key safe"},
		{"the council comes, and nobody has a key", "council-responds=yes responder-1-name= responder-2-name=", "Arrange a key safe"},
		{"the council comes, with a key safe whose code is nowhere", "council-responds=yes key-safe=there", "How do we get the key safe’s code?"},
		{"the code is still to come", "key-safe=there key-safe-how=will-be-telephoned", "it was to be telephoned in"},
		{"the code was telephoned in", "key-safe=there key-safe-how=telephoned", ""},
		{"the code is stored", "key-safe=there key-safe-how=enter key-safe-code=ABCDEFGHIJKLMNOPQRSTUVWXYZ", ""},
		{"the code was to be entered", "key-safe=there key-safe-how=enter", "Key safe code"},
		{"nobody knows the code", "key-safe=there key-safe-how=dont-know", "How do we get the key safe’s code?"},

		{"taking away needs nothing", "purpose=take-away consent= line= responder-1-name=", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			expectGaps(t, BeforeInPlace(referral.AssistiveTechnology, false, changed(ready(), test.changes), at("")), test.want)
		})
	}
}

func changed(all form.Answers, changes string) form.Answers {
	all = maps.Clone(all)
	for _, change := range strings.Fields(changes) {
		field, value, _ := strings.Cut(change, "=")
		if delete(all, field); value != "" {
			all[field] = strings.Split(value, "|")
		}
	}
	return all
}

func expectGaps(t *testing.T, gaps []Gap, want string) {
	t.Helper()
	var parts []string
	if want != "" {
		parts = strings.Split(want, "|")
	}
	if len(gaps) != len(parts) {
		t.Fatalf("gaps: %+v", gaps)
	}
	for i, part := range parts {
		s, found := Find(gaps[i].Section)
		if !strings.Contains(gaps[i].Message, part) || !found {
			t.Errorf("gap %+v, want %q", gaps[i], part)
		}
		if f, here := s.Field(strings.TrimSuffix(gaps[i].Anchor, "-day")); !here {
			t.Errorf("%q is not in %s: %+v", gaps[i].Anchor, s.Slug, f)
		}
	}
}

func TestWhatWasDecidedCountsBeforeInstallation(t *testing.T) {
	c := at("")
	c.Decided = []catalogue.Item{{Code: "gps-locator"}}
	expectGaps(t, BeforeInPlace(referral.AssistiveTechnology, false, ready(), c), "less restrictive option|shares the home|add to restrictions")
}

// The switchover gate: a variant that needs an analogue line is refused whatever the
// line is now, and what may be provided instead is named.
func TestWhatNeedsAnAnalogueLineIsRefused(t *testing.T) {
	for line, why := range map[string]string{
		"analogue": "the line there will be digital: the public telephone network closes in January 2027",
		"digital":  "the line there is digital",
		"none":     "there is none",
	} {
		c := at("")
		c.Decided = []catalogue.Item{{Code: "hub", Variant: catalogue.TelephoneLine}}
		all := changed(ready(), "line="+line)
		if line == "none" {
			delete(all, "power-backup")
		}
		expectGaps(t, BeforeInPlace(referral.AssistiveTechnology, false, all, c),
			"Hub (base unit), analogue: it needs an analogue telephone line, and "+why+". May fit instead: Hub (base unit), digital or Hub (base unit), SIM.")
	}
	// A SIM uses no line, and so nothing need be known of it.
	c := at("")
	c.Decided = []catalogue.Item{{Code: "pendant-alarm"}, {Code: "hub", Variant: catalogue.SIM}}
	expectGaps(t, BeforeInPlace(referral.AssistiveTechnology, false, changed(ready(), "line= power-backup="), c), "")
}

func TestBeforeASession(t *testing.T) {
	clear := ready()
	clear["kinds"], clear["vr-stop"] = []string{"vr-sessions"}, []string{"words"}
	clear["date-of-birth"] = []string{"1948-03-27"}
	for _, q := range screeningQuestions() {
		clear[q.name] = []string{"no"}
	}
	for _, test := range []struct {
		name, changes string
		onAScreen     bool
		want          string
	}{
		{"clear", "", false, ""},
		{"not screened", "vr-heart=", false, "Finish the screening"},
		{"a clinician must be asked", "vr-heart=yes", false, "Ask a clinician"},
		{"a clinician agreed", "vr-heart=yes vr-heart-clinician=agreed", false, ""},
		{"no headset", "vr-seizure=yes", false, "must not be used"},
		{"no headset, but a screen", "vr-seizure=yes", true, ""},
		{"no known way to stop", "vr-stop=", true, "want to stop"},
		{"no reliable way to stop, agreed, and nobody there", "vr-cognition=yes vr-cognition-clinician=agreed", false, "Who will be there"},
		{"no reliable way to stop, agreed, and a carer there", "vr-cognition=yes vr-cognition-clinician=agreed vr-who=carer", false, ""},
		{"no consent", "consent=", true, "Record what stands behind"},
	} {
		t.Run(test.name, func(t *testing.T) {
			expectGaps(t, BeforeInPlace(referral.VRSessions, test.onAScreen, changed(clear, test.changes), at("")), test.want)
		})
	}
}
