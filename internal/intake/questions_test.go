package intake_test

import (
	"slices"
	"strings"
	"testing"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
)

// asked lists what a referral asks, part by part, as the description of the form
// has it: each question, the fields that ask it, and when the answer is needed. That
// every field is validated, marked and shown again is held for all of them by the
// tests that range over the sections, here and in package web; this holds that none
// is forgotten.
var asked = []struct {
	part     string
	question string
	fields   string // names; a star stands for any ending
	needed   form.Level
}{
	{"about", "for what", "kinds", form.Send},
	{"about", "new; add to what is there; swap; move; take away", "purpose", form.Decide},
	{"about", "route", "route reablement-ends pathway", form.Decide},
	{"about", "ward", "ward", form.Decide},
	{"about", "planned discharge date, if any", "discharge-date", form.Send},
	{"about", "how it reached you, and from whom", "received-by received-from received-relationship received-telephone partner", form.Decide},
	{"about", "urgency: care about to break down, safeguarding, risk to life", "concerns", form.Send},
	{"about", "funding; charge explained and accepted; carer's assessment", "funding charge carers-assessment", form.Decide},

	{"person", "name and date of birth", "full-name date-of-birth date-of-birth-sure", form.Send},
	{"person", "preferred name, title", "preferred-name title", form.Decide},
	{"person", "NHS number, social care record number", "nhs-number record-number", form.Decide},
	{"person", "gender, ethnicity", "gender ethnicity", form.Decide},
	{"person", "where they are now and where they will be", "where-now will-be address postcode", form.Send},
	{"person", "unique property reference number", "uprn", form.Decide},
	{"person", "accommodation; tenure; lives alone; others at home", "accommodation tenure lives-alone others-at-home", form.Decide},
	{"person", "one way to reach them or someone for them", "telephone email contact-name contact-relationship contact-telephone", form.Decide},
	{"person", "further contacts and when to call", "contact-when contact-2-*", form.Decide},
	{"person", "GP practice", "gp-practice", form.Decide},
	{"person", "language, interpreter, adjustments", "language interpreter adjustments", form.Decide},
	{"person", "whom we must not contact or tell; misuse", "must-not-tell must-not-tell-who misuse", form.Send},
	{"person", "danger to visitors", "danger danger-what", form.Send},

	{"consent", "their agreement", "agreement not-asked-why", form.Send},
	{"consent", "a refusal and what the council must do all the same; doubt; attorney", "assess-anyway capacity-doubt attorney-name", form.Decide},
	{"consent", "valid consent: by whom, how, when, privacy notice", "consent consent-by consent-how consent-on privacy-notice", form.Install},
	{"consent", "an attorney's or deputy's decision: seen, registered, within authority", "authority-*", form.Install},
	{"consent", "capacity and best interests: who, when, consulted, advocate", "capacity-assessor capacity-on interests-* advocate", form.Install},
	{"consent", "what monitors: less restrictive, shared areas, restrictions, who was told", "less-restrictive shared-areas restrictions dols-conditions restrictions-told", form.Install},

	{"needs", "why now; immediate risk", "why-now immediate-risk immediate-risk-what", form.Send},
	{"needs", "what the person wants, in their words", "wants", form.Decide},
	{"needs", "primary support reason; conditions", "support-reason conditions conditions-other", form.Decide},
	{"needs", "falls, mobility, getting lost, night, nutrition, medication, fire", "falls mobility getting-lost night nutrition medication fire", form.Decide},
	{"needs", "hours alone by day and night", "alone-day alone-night", form.Decide},
	{"needs", "informal carer and their strain; support already there", "carer carer-strain support-now", form.Decide},

	{"equipment", "start from the need", "help-with", form.Decide},
	{"equipment", "the equipment or need", "equipment need other-equipment", form.Send},
	{"equipment", "a pendant: press, wear", "pendant-press pendant-wear", form.Decide},
	{"equipment", "GPS: who watches, charges, pays, police form", "gps-watcher gps-charger gps-sim gps-police", form.Decide},
	{"equipment", "activity kit: question, from when to when, pets, who else", "kit-question kit-from kit-to kit-pets kit-others", form.Decide},
	{"equipment", "dispenser: who fills it, pharmacist", "dispenser-filler dispenser-pharmacist", form.Decide},
	{"equipment", "order at once, within authority", "order", form.Send},

	{"home", "line, provider, switchover, broadband, signal", "line line-provider switchover switchover-on broadband mobile-signal", form.Install},
	{"home", "battery back-up; socket", "power-backup power-backup-answer socket", form.Install},
	{"home", "smoke alarm, oxygen, smoking, pets", "smoke-alarm oxygen smoking pets pets-which", form.Install},

	{"responders", "each: name, relationship, telephone, minutes, key, times", "responder-1-* responder-2-* responder-3-*", form.Install},
	{"responders", "the council's response service; key safe and its code", "council-responds key-safe key-safe-how key-safe-code access", form.Install},

	{"sessions", "aim", "vr-aim", form.Send},
	{"sessions", "enjoys, avoid, how they show that they want to stop", "vr-enjoys vr-avoid vr-stop", form.Session},
	{"sessions", "where, group, who will be there, glasses and hearing aids", "vr-where vr-group vr-who vr-senses", form.Session},
	{"sessions", "the screening, and what a clinician said", "vr-seizure* vr-implant* vr-dizziness* vr-heart* vr-eyes-neck* vr-distress* vr-cognition* vr-pregnancy* vr-infection* vr-clinician", form.Session},

	{"digital", "what stands in the way", "barriers", form.Send},
	{"digital", "the eight foundation tasks", "digital-turn-on digital-controls digital-settings digital-apps digital-wifi digital-browser digital-passwords digital-change-password", form.Visit},
	{"digital", "loneliness, interests, where, loan", "lonely-* digital-interests digital-how digital-loan", form.Visit},

	{"referrer", "who else should hear the outcome", "also-tell-*", form.Decide},
}

// Every question of the form's description is asked, when it says that it is needed;
// and every field of the form belongs to one of them, or to what helps to fill it in.
func TestEveryQuestionIsAsked(t *testing.T) {
	fields := map[string]form.Field{}
	for _, s := range intake.Sections() {
		for _, f := range s.Fields {
			fields[f.Name] = f
		}
	}
	covered := map[string]bool{}
	for _, q := range asked {
		for _, pattern := range strings.Fields(q.fields) {
			found := false
			for name, f := range fields {
				start, open := strings.CutSuffix(pattern, "*")
				if name != pattern && !(open && strings.HasPrefix(name, start)) {
					continue
				}
				found, covered[name] = true, true
				if f.NeededBy != q.needed {
					t.Errorf("%s, %s: %s is needed %s, not %s", q.part, q.question, name, f.NeededBy.Label(), q.needed.Label())
				}
				if len(f.AnsweredBy) == 0 {
					t.Errorf("%s, %s: nobody can answer %s", q.part, q.question, name)
				}
			}
			if !found {
				t.Errorf("%s, %s: nothing asks %q", q.part, q.question, pattern)
			}
		}
	}
	// What goes beyond the description, each with its reason.
	beyond := []string{
		"received-notice", "call-back", // a call: what was said, and what is promised
		"tell-person",  // how the person hears of the outcome
		"who-comes",    // by which what fits is told
		"all-the-same", // asking for what does not fit
		"falls-wear", "co-fuel", "bed-shared", "door-hours", "enuresis-assessed", "epilepsy-seizures", "prompt-what",
		"pendant-where", "pager-who", // what an item's setting-up needs
	}
	for name := range fields {
		helps := strings.HasSuffix(name, "-no-code") || strings.HasSuffix(name, "-variant") || strings.HasSuffix(name, "-account") || slices.Contains(beyond, name)
		if !covered[name] && !helps {
			t.Errorf("%s asks what the description does not: name its question here", name)
		}
	}
}

// What is needed to send is no more than what the description says.
func TestOnlySendQuestionsStopSending(t *testing.T) {
	for _, s := range intake.Sections() {
		for _, f := range s.Fields {
			if f.Required() && f.NeededBy != form.Send {
				t.Errorf("%s: %s is required, and needed only %s", s.Slug, f.Name, f.NeededBy.Label())
			}
		}
	}
}
