package journey

import (
	"errors"
	"strings"
	"testing"
	"time"

	"assistive-referrals/internal/workingtime"
)

func TestParseErrorsSayWhereAndWhatIsAllowed(t *testing.T) {
	for name, test := range map[string]struct {
		story string
		line  int
		want  string
	}{
		"unknown step":           {"Tester One:\n\n  fil in \"x\" with \"y\"", 3, "A step is one of"},
		"nothing":                {"# only a comment\n", 2, "no steps"},
		"nobody":                 {"press \"Save\"", 1, "nobody is at a browser"},
		"unknown name":           {"Tester One:\nsee \"{reference}\"", 2, "{reference} was not remembered"},
		"taken name":             {"Tester One:\nremember the reference as {today}", 2, "today's date"},
		"late start":             {"Tester One:\nstarts at 10:00 on Monday 23 November 2026", 2, "before the first step"},
		"start without date":     {"starts at 10:00 on Monday", 1, "time and date"},
		"wrong weekday":          {"Tester One:\nat 10:00 on Friday 23 November 2026", 2, "is a Monday"},
		"no such time":           {"at 25:00", 1, "no time 25:00"},
		"no such date":           {"at 10:00 on 31 February 2026", 1, "no date"},
		"no such part":           {"hold the kettle", 1, "assessments queue"},
		"address without slash":  {"Tester One:\nopen \"worklist\"", 2, "begins with /"},
		"both without a pair":    {"Tester One:\nboth see \"x\"", 2, "at once"},
		"no such file":           {"Tester One:\ntell other.part", 2, "no other.part"},
		"not the name of a part": {"tell ../other.part", 1, "send-a-pendant-alarm.part"},
		"what cannot be printed": {"\x00\xff", 1, "not a step"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse("folder/test.journey", test.story)
			var wrong ParseError
			if !errors.As(err, &wrong) || wrong.Line != test.line || wrong.File != "folder/test.journey" || !strings.Contains(wrong.Why, test.want) {
				t.Errorf("got %v, want line %d and %q", err, test.line, test.want)
			}
		})
	}
}

func TestEveryFormIsReadAsItIsShown(t *testing.T) {
	for _, f := range forms() {
		if f.shape == "" || f.do == nil || strings.HasPrefix(f.pattern.String(), "^^") {
			t.Errorf("%q is not whole", f.shape)
		}
	}
	if n := len(strings.Split(Forms(), "\n")); n != len(forms())+1 {
		t.Errorf("%d lines for %d forms", n, len(forms()))
	}
}

func TestWhen(t *testing.T) {
	london := workingtime.London()
	friday := time.Date(2026, time.December, 18, 16, 30, 0, 0, london)
	for text, want := range map[string]string{
		"2 hours later":                       "Fri 18 Dec 2026 18:30",
		"30 minutes later":                    "Fri 18 Dec 2026 17:00",
		"1 day later":                         "Sat 19 Dec 2026 16:30",
		"2 weeks later":                       "Fri 1 Jan 2027 16:30",
		"3 working days later":                "Wed 23 Dec 2026 16:30",
		"6 working days later":                "Wed 30 Dec 2026 16:30", // Christmas, and Boxing Day's substitute
		"at 17:00":                            "Fri 18 Dec 2026 17:00",
		"at 16:30":                            "Sat 19 Dec 2026 16:30",
		"at 09:30 on Monday":                  "Mon 21 Dec 2026 09:30",
		"at 16:00 on Friday":                  "Fri 25 Dec 2026 16:00",
		"at 09:00 on 1 July 2027":             "Thu 1 Jul 2027 09:00",
		"at 09:00 on Thursday 1 July 2027":    "Thu 1 Jul 2027 09:00",
		"at 10:00 on Monday 21 December 2026": "Mon 21 Dec 2026 10:00",
	} {
		w, err := parseWhen(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := w.after(friday, workingtime.England()).In(london).Format("Mon 2 Jan 2006 15:04"); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// FuzzParse holds that any text is either a story whose steps can be named, or
// refused with a line of it.
func FuzzParse(f *testing.F) {
	f.Add("starts at 10:00 on Monday 23 November 2026\nTester One:\n  open \"/\"\n  see \"x\" in the row with \"y\"\n")
	f.Add("A:\nremember the reference as {r}\nsee \"{r} {today + 3}\"\nat once, A and B in tab 2 press \"C\"\nboth see \"d\"\n")
	f.Add("3 working days later\nat 09:30 on Monday\nhold the stream\nlet the stream go\nan email was sent to \"a@example.org\" with subject \"b\"")
	f.Fuzz(func(t *testing.T, text string) {
		story, err := Parse("fuzz.journey", text)
		lines := strings.Count(text, "\n") + 1
		var wrong ParseError
		if err != nil {
			if !errors.As(err, &wrong) || wrong.Line < 1 || wrong.Line > lines || wrong.Why == "" {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		last := 0
		for _, step := range story.Steps {
			if step.Line <= last || step.Line > lines || step.form == nil || len(step.args) != step.form.pattern.NumSubexp() {
				t.Fatalf("%q: step %+v", text, step)
			}
			last = step.Line
		}
		if len(story.Steps) == 0 {
			t.Fatalf("%q: a story without steps", text)
		}
	})
}

func TestAPartIsReadWhereItIsTold(t *testing.T) {
	files := map[string]string{
		"a.part": "# a comment\nremember the reference as {reference}",
		"b.part": "tell a.part",
		"c.part": "\nsee nothing",
	}
	read := func(name string) (string, error) { return files[name], nil }
	story, err := parse("folder/s.journey", "A:\ntell a.part\nsee \"{reference}\"", read)
	if err != nil || len(story.Steps) != 3 || story.Steps[1].File != "folder/a.part" || story.Steps[1].Line != 2 || story.Steps[2].Line != 3 {
		t.Errorf("%+v, %v", story.Steps, err)
	}
	story, err = parse("folder/s.journey", "A:\ntell a.part until you see \"In it\"", read)
	if err != nil || len(story.Steps) != 3 || story.Steps[2].again != 1 || story.Steps[2].Line != 2 {
		t.Errorf("%+v, %v", story.Steps, err)
	}
	for part, want := range map[string]string{"b.part": "folder/b.part:1: a part is told by a story", "c.part": "folder/c.part:2: not a step"} {
		if _, err := parse("folder/s.journey", "A:\ntell "+part, read); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", part, err, want)
		}
	}
}
