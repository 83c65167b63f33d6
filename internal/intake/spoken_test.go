package intake

import (
	"slices"
	"strings"
	"testing"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

func TestEveryQuestionThatIsSaidIsAQuestion(t *testing.T) {
	for _, s := range Sections() {
		for _, f := range s.Fields {
			if said := f.Say(); !f.Silent && !strings.HasSuffix(said, "?") && f.Name != s.NoCodeName() && f.Name != "date-of-birth-sure" {
				t.Errorf("%s/%s: %q cannot be said: give the field words in Spoken, or say that it is Silent", s.Slug, f.Name, said)
			}
		}
	}
}

func slugs(all []form.Section) string {
	var names []string
	for _, s := range all {
		names = append(names, s.Slug)
	}
	return strings.Join(names, " ")
}

func TestSpokenOrder(t *testing.T) {
	c := at(referral.SocialWorker)
	for kinds, want := range map[string]string{
		"":                     "call needs about person agreement route person-more consent needs-more",
		"assistive-technology": "call needs about person agreement equipment route person-more consent needs-more home responders",
		"vr-sessions":          "call needs about person agreement vr-sessions vr-screening route person-more consent needs-more vr-more",
		"digital-support":      "call needs about person agreement digital-support route person-more consent needs-more digital-more",
	} {
		if got := slugs(Spoken(form.Answers{"kinds": {kinds}}, c)); got != want {
			t.Errorf("%q: %s", kinds, got)
		}
	}
}

func TestSpokenAsksWhatCannotWaitFirst(t *testing.T) {
	spoken := Spoken(form.Answers{}, at(referral.SocialWorker))
	var call, needs []string
	for _, f := range spoken[0].Fields {
		call = append(call, f.Name)
		if f.Parent != nil {
			t.Errorf("%s is asked inside a choice that nobody is given", f.Name)
		}
	}
	for _, f := range spoken[1].Fields {
		needs = append(needs, f.Name)
	}
	if got := strings.Join(call, " "); got != "received-from received-relationship received-telephone received-notice call-no-code" {
		t.Errorf("the call: %s", got)
	}
	if got := strings.Join(needs, " "); got != "immediate-risk immediate-risk-what concerns why-now wants needs-no-code" {
		t.Errorf("needs: %s", got)
	}
}

// Nothing that is needed to send is left unsaid, or a call could end without it.
func TestNothingNeededToSendIsSilent(t *testing.T) {
	for _, s := range Sections() {
		for _, f := range s.Fields {
			if f.Silent && f.Required() && len(f.ForRoles) == 0 {
				t.Errorf("%s is needed to send and not said", f.Name)
			}
		}
	}
	all := form.Answers{"kinds": {string(referral.AssistiveTechnology), string(referral.VRSessions), string(referral.DigitalSupport)}}
	said := map[string]bool{}
	for _, s := range Spoken(all, at(referral.SocialWorker)) {
		for _, f := range s.Fields {
			said[f.Name] = true
		}
	}
	for _, s := range SectionsFor(all, at(referral.SocialWorker)) {
		for _, f := range s.Fields {
			known := slices.Contains([]string{ReceivedBy, CallBack, "partner"}, f.Name)
			if said[f.Name] == (f.Silent || known) {
				t.Errorf("%s: said %v, silent %v", f.Name, said[f.Name], f.Silent)
			}
		}
	}
}

func TestTakenFrom(t *testing.T) {
	for _, c := range []struct {
		all   form.Answers
		words string
		taken bool
	}{
		{form.Answers{}, "", false},
		{form.Answers{ReceivedBy: {"paper"}, "received-from": {"Testcontact Alpha"}}, "", false},
		{form.Answers{ReceivedBy: {ByTelephone}}, "", true},
		{form.Answers{ReceivedBy: {ByTelephone}, "received-from": {"Testcontact Alpha"}}, "Testcontact Alpha", true},
		{form.Answers{ReceivedBy: {ByTelephone}, "received-telephone": {"+441632960001"}}, "01632 960001", true},
		{form.Answers{ReceivedBy: {ByTelephone}, "received-from": {"Testcontact Alpha"}, "received-relationship": {"daughter"}, "received-telephone": {"+441632960001"}},
			"Testcontact Alpha (daughter), 01632 960001", true},
	} {
		if words, taken := TakenFrom(c.all); words != c.words || taken != c.taken {
			t.Errorf("%v: %q, %v", c.all, words, taken)
		}
	}
}

func TestTheUPRNGoesWithItsAddress(t *testing.T) {
	was := form.Answers{AddressName: {"1 Example Street"}, PostcodeName: {"ZY1 1ZZ"}, UPRNName: {"100000000001"}}
	with := func(name, value string) form.Answers {
		all := form.Answers{AddressName: was[AddressName], PostcodeName: was[PostcodeName], UPRNName: was[UPRNName]}
		all[name] = []string{value}
		return all
	}
	for _, c := range []struct {
		name  string
		after form.Answers
		keeps bool
	}{
		{"nothing changed", was, true},
		{"another answer changed", with("full-name", "Testcase Alpha"), true},
		{"another address", with(AddressName, "2 Example Street"), false},
		{"another postcode", with(PostcodeName, "ZY1 2AB"), false},
		{"another number too", form.Answers{AddressName: {"2 Example Street"}, UPRNName: {"100000000002"}}, true},
	} {
		if kept := len(Moved(was, c.after)[UPRNName]) > 0; kept != c.keeps {
			t.Errorf("%s: kept %v", c.name, kept)
		}
	}
}
