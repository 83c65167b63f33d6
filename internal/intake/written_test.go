package intake

import (
	"net/url"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// Whatever a page sends, what a practitioner writes is read, checked and put into
// words; and what the form finds nothing wrong with, the domain takes too.
func FuzzWrittenBodies(f *testing.F) {
	f.Add("method=visit&on-day=10&on-month=3&on-year=2026&findings=Steady&outcomes=toilet&outcome-toilet-how=longer&risk-1=A+fall&capacity=no-doubt")
	f.Add("outcome=provide&rationale=Because&equipment=pendant-alarm&equipment=hub&hub-variant=sim&item-hub-quantity=2&tell-1=one%40example.org")
	f.Add("outcome=provide&rationale=Because&plan-aim=a&plan-stop=b&plan-sessions=4&plan-minutes=21&plan-goals=c&plan-how=home&plan-visits=%00")
	f.Add("outcome=trial&rationale=Because&equipment=gps-locator&despite=x&trial-weeks=99&review-by-day=31&review-by-month=2&next-step=%ff")
	f.Add("outcome=provide&rationale=0&equipment=hub&plan-sessions=0")
	f.Fuzz(func(t *testing.T, body string) {
		form, _ := url.ParseQuery(body)
		holdsTogether(t, form)
	})
}

// The same of forms that people could fill in: any choice of each question, and short
// texts and numbers.
func TestWhatTheFormAcceptsTheDomainTakes(t *testing.T) {
	accepted := 0
	defer func() {
		if accepted == 0 {
			t.Error("no decision that was drawn could be made")
		}
	}()
	rapid.Check(t, func(t *rapid.T) {
		typed := url.Values{}
		kind := rapid.SampledFrom(referral.Kinds()).Draw(t, "kind")
		for _, s := range append(Assessment(kind), Decision(kind, limits)...) {
			for _, f := range s.Fields {
				if rapid.IntRange(0, 3).Draw(t, "leave "+f.Name) == 0 && !f.Required() {
					continue
				}
				switch f.Control {
				case form.Radios, form.Checkboxes:
					most := 1
					if f.Control == form.Checkboxes {
						most = min(3, len(f.Options))
					}
					for _, o := range rapid.SliceOfNDistinct(rapid.SampledFrom(f.Options), 1, most, func(o form.Option) string { return o.Value }).Draw(t, f.Name) {
						typed.Add(f.Name, o.Value)
					}
				case form.Date:
					typed.Set(f.Name+"-day", rapid.SampledFrom([]string{"10", "11", "12"}).Draw(t, f.Name))
					typed.Set(f.Name+"-month", "3")
					typed.Set(f.Name+"-year", "2026")
				case form.Number:
					typed.Set(f.Name, rapid.SampledFrom([]string{"0", "1", "5", "10", "21"}).Draw(t, f.Name))
				case form.Email:
					typed.Set(f.Name, rapid.SampledFrom([]string{"one@example.org", "two@example.org"}).Draw(t, f.Name))
				default:
					typed.Set(f.Name, rapid.SampledFrom([]string{"Something", "“Words”, and more", "1"}).Draw(t, f.Name))
				}
			}
		}
		accepted += holdsTogether(t, typed)
	})
}

// holdsTogether holds what is written on the pages of every kind against the domain.
// It returns how many decisions had nothing wrong with them.
func holdsTogether(t interface{ Errorf(string, ...any) }, typed url.Values) (accepted int) {
	by := referral.Actor{ID: "ot-1", Role: referral.OccupationalTherapist}
	for _, kind := range referral.Kinds() {
		strand := referral.Strand{Kind: kind, State: referral.Claimed, Holder: &by}
		found, problems := write(kind, typed)
		assessment, _ := AssessmentOf(kind, found)
		AssessmentParts(kind, assessment)
		if len(AssessmentChanges(kind, assessment, assessment)) > 0 {
			t.Errorf("it differs from itself: %v", found)
		}
		if Indicate(found).Words() == "" {
			t.Errorf("it points to nothing, without a word")
		}
		if err := referral.Allowed(referral.Assess{Assessment: assessment}, strand, by); len(problems) == 0 && err != nil {
			t.Errorf("%s: nothing is wrong with %v, and yet: %v", kind, found, err)
		}

		sent := form.Answers{"kinds": {string(kind)}, "equipment": {"falls-detector"}, "misuse": {"yes"}}
		all, problems := decide(kind, sent, typed)
		d := DecisionOf(kind, all, limits)
		if len(DecisionWords(d)) == 0 {
			t.Errorf("it is decided without a word")
		}
		strand.Assessment = &assessment
		change := council.Decide(d, strand, time.Date(2026, 3, 11, 10, 0, 0, 0, time.UTC))
		for _, p := range d.Items {
			if _, known := catalogue.Find(p.Code); !known {
				t.Errorf("%s is provided", p.Code)
			}
		}
		if len(problems) > 0 {
			continue
		}
		accepted++
		if err := referral.Allowed(change, strand, by); err != nil {
			t.Errorf("%s: nothing is wrong with %v, and yet: %v", kind, all, err)
		}
		whole := form.Together("decision", Decision(kind, limits))
		if again := DecisionOf(kind, whole.Replace(sent, DecisionAnswers(kind, d)), limits); !reflect.DeepEqual(again, d) {
			t.Errorf("%s: %+v gives %+v again", kind, d, again)
		}
	}
	return accepted
}
