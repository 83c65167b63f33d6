package intake

import (
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// found is the least that an assessment holds.
func found(more ...string) url.Values {
	return with(url.Values{
		"method": {"visit"}, "on-day": {"10"}, "on-month": {"3"}, "on-year": {"2026"}, "findings": {"Steady by day."},
	}, more...)
}

// write reads, checks and keeps an assessment as its page does.
func write(kind referral.Kind, typed url.Values) (form.Answers, []form.Problem) {
	c := at(referral.OccupationalTherapist)
	whole := form.Together("assessment", Assessment(kind))
	all := whole.Normalise(whole.Read(typed, c))
	return all, form.CheckTogether(Assessment(kind), all, c)
}

func TestTheLeastOfAnAssessment(t *testing.T) {
	for _, kind := range referral.Kinds() {
		if _, problems := write(kind, found()); len(problems) > 0 {
			t.Errorf("%s: %+v", kind, problems)
		}
		for missing, want := range map[string]string{"method": "Select how you assessed", "findings": "Enter what you found"} {
			if _, problems := write(kind, found(missing, "")); len(problems) != 1 || problems[0].Message != want {
				t.Errorf("%s without %s: %+v", kind, missing, problems)
			}
		}
	}
}

func TestWhatAnAssessmentRefuses(t *testing.T) {
	assessed := []string{"capacity", "assessed", "capacity-decision", "Whether to wear a locator", "capacity-functional", "weigh", "capacity-cause", "yes", "capacity-result", "lacks"}
	capacity := func(changes ...string) url.Values { return found(append(slices.Clone(assessed), changes...)...) }
	for _, test := range []struct {
		form  url.Values
		field string
		want  string
	}{
		{found("on-month", "13"), "on", "The date of the assessment must be a real date, like 27 3 2026"},
		{found("on-day", "12"), "on", "The date of the assessment must be today or in the past"},
		{found("findings", strings.Repeat("é", 4001)), "findings", "What you found must be 4,000 characters or less"},
		{found("findings", "Key safe 4821 by the door."), "findings", "This looks like a key safe code. Take it out, or confirm that it is not one"},
		{found("risk-1", "The key safe code is 4821."), "risk-1", "This looks like a key safe code. Take it out, or confirm that it is not one"},
		{found("outcomes", "nutrition"), "outcome-nutrition-how", "Select in what way it is not achieved: managing and maintaining nutrition"},
		{found("outcomes", "nutrition|all-achieved", "outcome-nutrition-how", "longer"), "outcomes", "Select what they cannot achieve, or one of the last two alone"},
		{found("risk-2-less", "A rail"), "risk-2", "Enter what could happen, for risk 2"},
		{found("frailty", "10"), "frailty", "The frailty value must be a whole number from 1 to 9"},
		{found("frailty", "0"), "frailty", "The frailty value must be a whole number from 1 to 9"},
		{found("lonely-left-out", "4"), "lonely-left-out", "Select an answer to ‘How often do you feel left out?’"},
		{capacity(), "", ""},
		{capacity("capacity-decision", ""), "capacity-decision", "Enter which decision it was about"},
		{capacity("capacity-functional", ""), "capacity-functional", "Select what they could not do, or that they could do all of it"},
		{capacity("capacity-functional", "could-do-all"), "capacity-result", "Select that they have capacity, because they could do all that the decision asks for. Or correct what they could not do"},
		{capacity("capacity-cause", "no"), "capacity-result", "Select that they have capacity, because no impairment or disturbance is the cause. Or correct what the cause is"},
		{capacity("capacity-cause", ""), "capacity-result", "Select that they have capacity, because no impairment or disturbance is the cause. Or correct what the cause is"},
		{capacity("capacity-result", "has"), "capacity-result", "Select that they lack capacity, because an impairment or disturbance keeps them from deciding. Or correct what you found"},
		{capacity("capacity-result", "has", "capacity-functional", "could-do-all", "capacity-cause", ""), "", ""},
		{capacity("capacity-result", "has", "capacity-cause", "no"), "", ""},
		{capacity("capacity-result", ""), "capacity-result", "Select what you conclude about their capacity"},
		{capacity("capacity", "no-doubt", "capacity-result", "lacks", "capacity-functional", ""), "", ""}, // not asked, so not checked
	} {
		_, problems := write(referral.AssistiveTechnology, test.form)
		if test.want == "" && len(problems) == 0 {
			continue
		}
		if len(problems) != 1 || problems[0].Field != test.field || problems[0].Message != test.want {
			t.Errorf("%v: %+v, want %s: %s", test.form, problems, test.field, test.want)
		}
	}
}

// Two outcomes that are not achieved and an impact point to eligible needs; nothing
// less does, and what is no outcome or no way counts for nothing.
func TestWhatPointsToEligibleNeeds(t *testing.T) {
	var codes, ways []string
	for _, o := range careActOutcomes() {
		codes = append(codes, o.code)
	}
	for _, w := range waysUnable() {
		ways = append(ways, w.Value)
	}
	if len(codes) != 10 || len(ways) != 4 {
		t.Fatalf("%d outcomes, %d ways: regulation 2 has ten and four", len(codes), len(ways))
	}
	rapid.Check(t, func(t *rapid.T) {
		unmet := rapid.SliceOfDistinct(rapid.SampledFrom(codes), rapid.ID).Draw(t, "unmet")
		ticked := rapid.SliceOfDistinct(rapid.SampledFrom(codes), rapid.ID).Draw(t, "ticked without a way")
		impact := rapid.SampledFrom([]string{"yes", "no", "unsure", ""}).Draw(t, "impact")
		all := form.Answers{}
		if impact != "" {
			all[impactField] = []string{impact}
		}
		for _, code := range unmet {
			all[outcomesField] = append(all[outcomesField], code)
			all[outcomesPrefix+code+howSuffix] = rapid.SliceOfNDistinct(rapid.SampledFrom(ways), 1, 4, rapid.ID).Draw(t, "ways")
		}
		for _, code := range ticked {
			if !slices.Contains(unmet, code) {
				all[outcomesField] = append(all[outcomesField], code, code)
				all[outcomesPrefix+code+howSuffix] = []string{"no-such-way"}
			}
		}
		all[outcomesField] = append(all[outcomesField], "no-such-outcome")
		all["outcome-no-such-outcome-how"] = []string{ways[0]}

		in := Indicate(all)
		if len(in.Unmet) != len(unmet) {
			t.Fatalf("%d of %d outcomes count: %v", len(in.Unmet), len(unmet), in.Unmet)
		}
		if in.Indicated != (len(unmet) >= 2 && impact == "yes") {
			t.Fatalf("%d outcomes, impact %q: indicated %t", len(unmet), impact, in.Indicated)
		}
		if !strings.HasSuffix(in.Words(), "The practitioner decides.") || in.Indicated == strings.Contains(in.Words(), "do not point") {
			t.Fatalf("it says: %s", in.Words())
		}
		// One more that is not achieved never takes an indication away.
		more := rapid.SampledFrom(codes).Draw(t, "more")
		all[outcomesField] = append(all[outcomesField], more)
		all[outcomesPrefix+more+howSuffix] = []string{ways[0]}
		if in.Indicated && !Indicate(all).Indicated {
			t.Fatalf("with %s too it is no longer indicated", more)
		}
		// Nothing that is decided depends on it.
		a, _ := AssessmentOf(referral.AssistiveTechnology, all)
		if _, decided := Eligible(a); decided {
			t.Fatal("the practitioner has not decided, and yet it is decided")
		}
	})
}

// Whatever is written down is in the assessment, and gives the same answers again.
func TestAnAssessmentKeepsItsAnswers(t *testing.T) {
	typed := found("goals", "“To walk to church.”", "present", "Her daughter", "outcomes", "toilet|home-safety",
		"outcome-toilet-how", "without-help|longer", "outcome-toilet-varies", "yes", "outcome-toilet-note", "Worse at night.",
		"outcome-home-safety-how", "endangers", "well-being-impact", "yes", "eligible-needs", "yes",
		"outcome-nutrition-how", "distress", // not ticked, so not asked
		"risk-1", "A fall on the stairs", "risk-1-who", "person|carer", "risk-1-less", "A second rail", "frailty", "6",
		"lonely-companionship", "3", "lonely-left-out", "2", "lonely-isolated", "2", "lonely-direct", "some", "capacity", "no-doubt")
	all, problems := write(referral.AssistiveTechnology, typed)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	a, answered := AssessmentOf(referral.AssistiveTechnology, all)
	if want := (form.Answers{"lonely-companionship": {"3"}, "lonely-left-out": {"2"}, "lonely-isolated": {"2"}}); !reflect.DeepEqual(answered, want) {
		t.Errorf("of the form’s own questions it answers %v", answered)
	}
	delete(all, "outcome-nutrition-how")
	if got := AssessmentAnswers(a); !reflect.DeepEqual(got, all) {
		t.Errorf("kept %v\nof   %v", got, all)
	}
	var words []string
	for _, part := range AssessmentParts(referral.AssistiveTechnology, a) {
		words = append(words, part.Title)
		words = append(words, part.Lines...)
	}
	want := []string{
		"Assessment", "Visit, 10 March 2026", "Also there: Her daughter", "Found: Steady by day.", "The person wants: “To walk to church.”",
		"Care Act outcomes",
		"Managing toilet needs: Unable without assistance; Able, but it takes significantly longer than would be expected. It changes from day to day. Worse at night.",
		"Being able to use the home safely: Able, but it endangers their health or safety, or somebody’s",
		"They can achieve the other 8",
		"Is there, because of that, a significant impact on their well-being? Yes", "Do they have eligible needs? Yes",
		"These findings point to eligible needs: 2 outcomes are not achieved, and there is a significant impact on well-being. The practitioner decides.",
		"Risks", "A fall on the stairs. At risk: The person; Somebody who cares for them. Reduced by: A second rail",
		"Mental capacity", "Was there a reason to doubt that they can decide this? No",
		"Frailty and loneliness", "Frailty value: 6", "How often do you feel lonely? Some of the time", "Loneliness score, from 3 to 9: 7",
	}
	if !slices.Equal(words, want) {
		t.Errorf("in words:\n%s\nwant:\n%s", strings.Join(words, "\n"), strings.Join(want, "\n"))
	}
}

// A frailty value is a number and nothing else: the words of the scale are not ours.
func TestFrailtyIsANumberAlone(t *testing.T) {
	f, _ := measures(true).Field("frailty")
	if f.Control != form.Number || len(f.Options) > 0 || f.Hint != "1 to 9, from the scale that you use." {
		t.Errorf("%+v", f)
	}
}

// An assessment from before there was more than four answers is shown as it was.
func TestAnOldAssessmentIsShown(t *testing.T) {
	parts := AssessmentParts(referral.VRSessions, referral.Assessment{Method: "telephone", On: "2026-03-02", Findings: "As described."})
	if len(parts) != 1 || strings.Join(parts[0].Lines, "|") != "Telephone, 2 March 2026|Found: As described." {
		t.Errorf("%+v", parts)
	}
}

func TestWhatANewAssessmentBeginsWith(t *testing.T) {
	sent := form.Answers{"wants": {"To go out"}, "digital-wifi": {"help"}, "digital-apps": {referral.DontKnow}, "lonely-isolated": {"3"}}
	got := NewAssessment(referral.DigitalSupport, nil, sent, "2026-03-11")
	if want := (form.Answers{"on": {"2026-03-11"}, "goals": {"To go out"}, "digital-wifi": {"help"}}); !reflect.DeepEqual(got, want) {
		t.Errorf("the first begins with %v", got)
	}
	before := referral.Assessment{Method: "visit", On: "2026-03-01", Findings: "Steady.", Goals: "To walk.", Answers: form.Answers{
		"present": {"Her son"}, "risk-1": {"A fall"}, "capacity": {"no-doubt"}, "frailty": {"5"}, "outcomes": {"toilet"}, "outcome-toilet-how": {"longer"},
	}}
	got = NewAssessment(referral.AssistiveTechnology, &before, sent, "2026-03-11")
	want := form.Answers{"on": {"2026-03-11"}, "goals": {"To walk."}, "findings": {"Steady."}, "risk-1": {"A fall"}, "outcomes": {"toilet"}, "outcome-toilet-how": {"longer"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("a later one begins with %v", got)
	}
}

func TestWhatChangedBetweenAssessments(t *testing.T) {
	before := referral.Assessment{Method: "visit", On: "2026-03-01", Findings: "Steady.", Answers: form.Answers{"frailty": {"5"}}}
	after := referral.Assessment{Method: "visit", On: "2026-03-10", Findings: "Unsteady.", Answers: form.Answers{"risk-1": {"A fall"}}}
	want := []string{
		"Date of the assessment: 10 March 2026 (before: 1 March 2026)", "What you found: Unsteady. (before: Steady.)",
		"Risk 1: what could happen? A fall (before: not answered)", "Frailty value: not answered (before: 5)",
	}
	if got := AssessmentChanges(referral.AssistiveTechnology, before, after); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if got := AssessmentChanges(referral.AssistiveTechnology, before, before); len(got) > 0 {
		t.Errorf("nothing changed, and yet %q", got)
	}
}
