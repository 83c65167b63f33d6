package intake

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/golden"
	"assistive-referrals/internal/referral"
)

// Each section's golden file says in words what it asks: of each question how it is
// asked, what is a good answer to it, who needs it when and who can give it. What is
// asked about one type of equipment is in the file of that type.
func TestEachSectionInWords(t *testing.T) {
	files := map[string]string{}
	for _, s := range Sections() {
		files[s.Slug] = inWords(s, Sections())
	}
	for name, sections := range map[string]func(referral.Kind) []form.Section{
		"assessment": Assessment,
		"decision":   func(kind referral.Kind) []form.Section { return Decision(kind, limits) },
	} {
		maps.Copy(files, byKind(name, sections))
	}
	_, noCode, _ := Named("needs-no-code")
	files["no-code"] = questionInWords(noCode, nil)
	for name, text := range files {
		golden.Compare(t, filepath.Join("testdata", "questions", name+".golden.txt"), text)
	}
	there, err := filepath.Glob("testdata/questions/*")
	if err != nil || len(there) != len(files) {
		t.Errorf("%d golden files of %d sections (%v)", len(there), len(files), err)
	}
}

// byKind says what each section of a form asks that differs by what was asked for: once,
// where it is the same for several.
func byKind(name string, sections func(referral.Kind) []form.Section) map[string]string {
	kinds, texts := map[string][]string{}, map[string][]string{}
	for _, kind := range referral.Kinds() {
		for _, s := range sections(kind) {
			file, text := name+"_"+s.Slug, inWords(s, append(Sections(), sections(kind)...))
			if kinds[file+text] = append(kinds[file+text], strings.ToLower(kind.Label())); len(kinds[file+text]) == 1 {
				texts[file] = append(texts[file], text)
			}
		}
	}
	files := map[string]string{}
	for file, all := range texts {
		for _, text := range all {
			files[file] += "For " + strings.Join(kinds[file+text], ", ") + "\n\n" + text
		}
	}
	return files
}

// inWords says what a section of that form asks.
func inWords(s form.Section, whole []form.Section) string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s\n", s.Title)
	for _, line := range []string{
		s.Lead, onlyIf(s.Kind != "", "only of a referral for %s", s.Kind), onlyIf(s.Optional, "all of it can be left"), onlyIf(s.OfPerson, "about the person"),
	} {
		if line != "" {
			fmt.Fprintf(&text, "    %s\n", line)
		}
	}
	for _, f := range s.Fields {
		switch {
		case f.Name == s.Slug+"-no-code":
			fmt.Fprintf(&text, "\n%s (%s): as of every section\n", f.Label, f.Name)
		case !ofOneType(f) || f.Parent.Value == example && s.Slug == "provided":
			text.WriteString("\n" + questionInWords(f, whole))
		}
	}
	return text.String() + "\n"
}

// example is the type of equipment that stands for all in what the decision asks about
// each: it has variants, and is answered in several ways.
const example = "medication-dispenser"

func onlyIf(holds bool, format string, values ...any) string {
	if !holds {
		return ""
	}
	return fmt.Sprintf(format, values...)
}

// ofOneType tells whether a question is asked about one type of equipment.
func ofOneType(f form.Field) bool {
	if f.Parent == nil || f.Parent.Field != EquipmentField {
		return false
	}
	_, is := catalogue.Find(catalogue.Code(f.Parent.Value))
	return is
}

// questionInWords says everything about a question of that form.
func questionInWords(f form.Field, whole []form.Section) string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s (%s) %s\n", f.Label, f.Name, f.Control)
	var answeredBy, roles []string
	for _, who := range f.AnsweredBy {
		answeredBy = append(answeredBy, strings.ToLower(who.Label()))
	}
	for _, role := range f.ForRoles {
		roles = append(roles, role.Label())
	}
	parent := ""
	if f.Parent != nil {
		parent = "asked under " + f.Parent.Field + " = " + f.Parent.Value
	}
	for _, line := range []string{
		onlyIf(f.Hint != "", "hint: %s", f.Hint),
		onlyIf(f.Spoken != "", "said: %s", f.Spoken), onlyIf(f.Silent, "said: never"),
		"needed " + f.NeededBy.Label() + ", answered by " + strings.Join(answeredBy, ", ") + onlyIf(f.DontKnow, "; can be asked later"),
		parent, askedWhen(f, whole), onlyIf(len(roles) > 0, "asked of: %s", strings.Join(roles, ", ")), onlyIf(f.Aside != "", "folded away: %s", f.Aside),
		onlyIf(f.Only != "", "on paper: %s", f.Only), onlyIf(f.OnScreen, "on paper: never"),
		onlyIf(f.Fixed, "cannot be changed once it is sent"), onlyIf(f.Keeps, "kept for another person from the same ward"), onlyIf(f.Awaits != "", "still to come: %s", f.Awaits),
		onlyIf(f.Grouped != nil, "its choices are put in order, by the answers"),
		onlyIf(f.Width != "", "input: %s", f.Width),
		"rule: " + f.Rule,
	} {
		if line != "" {
			fmt.Fprintf(&text, "    %s\n", line)
		}
	}
	for _, rule := range strings.Split(f.Rule, ",") {
		tag, _, _ := strings.Cut(rule, "=")
		if message := f.Messages[tag]; message != "" {
			fmt.Fprintf(&text, "        not %s: %s\n", tag, strings.ReplaceAll(message, "‘"+f.Label+"’", "‘…’"))
		}
	}
	types := 0
	for _, o := range f.Options {
		if _, isType := catalogue.Find(catalogue.Code(o.Value)); isType {
			types++
			continue
		}
		fmt.Fprintf(&text, "    - %s (%s)%s%s\n", o.Label, o.Value, onlyIf(o.Exclusive, ", alone"), onlyIf(o.Hint != "", ": %s", o.Hint))
	}
	if types > 0 && types == len(catalogue.All()) {
		text.WriteString("    - each type of equipment\n")
	} else if types > 0 {
		text.WriteString("    - some types of equipment\n")
	}
	return text.String()
}

// askedWhen says by which answers a question comes or goes, "" if it always applies: found
// out by giving each answer that the form offers.
func askedWhen(f form.Field, whole []form.Section) string {
	if f.When == nil {
		return ""
	}
	at := form.Context{Now: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC), Role: referral.SocialWorker}
	always := f.When(form.Answers{}, at)
	said := map[string]bool{}
	var answers []string
	for _, s := range whole {
		for _, other := range s.Fields {
			var values []string
			for _, o := range other.Choices() {
				if f.When(form.Answers{other.Name: {o.Value}}, at) == always {
					continue
				}
				value := o.Value
				if _, isType := catalogue.Find(catalogue.Code(value)); isType {
					value = "some types"
				}
				if !slices.Contains(values, value) {
					values = append(values, value)
				}
			}
			if answer := other.Name + " = " + strings.Join(values, ", "); len(values) > 0 && !said[answer] {
				said[answer] = true
				answers = append(answers, answer)
			}
		}
	}
	when := onlyIf(always, "unless ") + onlyIf(!always, "when ")
	if len(answers) == 0 {
		return "asked " + when + "several answers say so"
	}
	return "asked " + when + strings.Join(answers, "; or ")
}
