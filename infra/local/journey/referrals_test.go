package journey

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/workingtime"
)

// sample is a file of testdata/referrals; its README says what is what.
type sample struct {
	About   string
	Who     string
	SentAt  string
	Answers map[string]answer
	Expect  struct {
		Strands   []expected
		Screening referral.Screening
		Messages  []string
	}
}

// expected is what triage makes of one strand. A target that is left out is not
// looked at.
type expected struct {
	Kind                             referral.Kind
	State                            referral.State
	Priority                         referral.Priority
	Team                             referral.Team
	Reasons                          []string
	ContactBy, AssessedBy, InPlaceBy string
	Ordered                          bool
	Flags                            []string // each with its words, if it has any; not looked at if left out
}

// answer is a text or a list of texts.
type answer []string

func (a *answer) UnmarshalJSON(document []byte) error {
	var one string
	if json.Unmarshal(document, &one) == nil {
		*a = answer{one}
		return nil
	}
	return json.Unmarshal(document, (*[]string)(a))
}

// TestReferrals sends every sample through the form and compares what comes of it.
func TestReferrals(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "testdata", "referrals", "*.json"))
	if err != nil || len(files) < 12 {
		t.Fatalf("%d referrals: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			t.Parallel()
			document, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var s sample
			decoder := json.NewDecoder(strings.NewReader(string(document)))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(&s); err != nil {
				t.Fatal(err)
			}
			at, err := time.ParseInLocation("2006-01-02 15:04", s.SentAt, workingtime.London())
			if err != nil {
				t.Fatal(err)
			}
			world, err := NewLocal(t.Context(), at)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = world.Close() }()
			world.SkipIdle()
			send(t, world, s)
			violations, err := world.Check(t.Context())
			if err != nil || len(violations) > 0 {
				t.Errorf("what must always hold does not: %v %v", violations, err)
			}
		})
	}
}

func send(t *testing.T, world *Local, s sample) {
	t.Helper()
	ctx := t.Context()
	teller := &telling{world: world, tabs: map[string]*browser{}, jars: map[string]*jar{}, values: map[string]string{}}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(teller.turnTo(ctx, s.Who, ""))
	b := teller.browser
	must(b.visit(ctx, "/referral/start"))
	must(press(ctx, teller, []string{"Start now", ""}))
	draft := b.page.address.Path
	// A question that only an answer of a later section brings is answered when its
	// section is opened again.
	var refused []string
	messages, left := map[string][]string{}, map[string]map[string]answer{}
	for round := range 2 {
		for _, section := range intake.Sections() {
			if round > 0 && len(left[section.Slug]) == 0 {
				continue
			}
			var err error
			messages[section.Slug], left[section.Slug], err = fillSection(ctx, b, draft, section, s.Answers)
			must(err)
		}
	}
	for _, section := range intake.Sections() {
		if open := left[section.Slug]; len(open) > 0 {
			t.Fatalf("the form does not ask in %q: %v", section.Title, open)
		}
		refused = append(refused, messages[section.Slug]...)
	}
	must(b.visit(ctx, draft+"/check-answers"))
	must(press(ctx, teller, []string{"Send referral", ""}))
	must(world.Settle(ctx))
	if len(s.Expect.Messages) > 0 || len(s.Expect.Strands) == 0 {
		notSent(t, world, b.page, s, refused)
		return
	}
	if len(refused) > 0 || b.page.heading() != "Referral sent" {
		t.Fatalf("not sent: %q; %s", refused, b.page.excerpt())
	}
	for _, strand := range s.Expect.Strands {
		for _, words := range append([]string{strand.Priority.Label()}, strand.Reasons...) {
			if !strand.Ordered && !strings.Contains(text(b.page.main()), plain(words)) {
				t.Errorf("the confirmation does not say %q: %s", words, b.page.excerpt())
			}
		}
	}
	compare(t, world, referral.Reference(referenceShape.FindString(text(b.page.main()))), s)
}

// fillSection answers a section's questions by name and saves it, and returns what
// the page then asks to be put right, and the answers for which it has no question. A
// question that only another answer brings is answered on the page that comes back.
func fillSection(ctx context.Context, b *browser, draft string, section form.Section, answers map[string]answer) (messages []string, open map[string]answer, err error) {
	open = map[string]answer{}
	for _, field := range section.Fields {
		if given, has := answers[field.Name]; has {
			open[field.Name] = given
		}
	}
	address := draft + "/" + section.Slug
	if err := b.visit(ctx, address); err != nil {
		return nil, nil, err
	}
	if b.page.address.Path != address {
		return nil, open, nil
	}
	for range 2 {
		for _, field := range section.Fields {
			given, has := open[field.Name]
			if has && put(b.page, field, given) {
				delete(open, field.Name)
			}
		}
		request, err := b.prepare("Save and continue", "")
		if err != nil {
			return nil, nil, err
		}
		if err := b.send(ctx, request); err != nil {
			return nil, nil, err
		}
		if len(open) == 0 || b.page.status < 400 {
			break
		}
		b.page.refused = false
	}
	b.page.refused = false
	if b.page.status < 400 {
		return nil, open, nil
	}
	return summary(b.page), open, nil
}

// put enters an answer and reports whether the page asks for it.
func put(p *page, field form.Field, given answer) bool {
	inputs := map[string]*html.Node{}
	choices := map[string]*html.Node{}
	for _, c := range p.controls() {
		name := attribute(c.node, "name")
		inputs[name] = c.node
		choices[name+" "+attribute(c.node, "value")] = c.node
	}
	entered := true
	set := func(name, typed string) {
		entered = entered && inputs[name] != nil && write(inputs[name], typed) == nil
	}
	pick := func(key string) {
		entered = entered && choices[key] != nil && p.pick(choices[key], true) == nil
	}
	switch field.Control {
	case form.Radios, form.Checkboxes:
		for _, one := range given {
			pick(field.Name + " " + one)
		}
	default:
		switch {
		case given[0] == referral.DontKnow:
			pick(field.DontKnowName() + " " + referral.DontKnow)
		case field.Control == form.Date:
			parts := strings.Split(given[0]+"--", "-")
			set(field.Name+"-year", parts[0])
			set(field.Name+"-month", parts[1])
			set(field.Name+"-day", parts[2])
		default:
			set(field.Name, given[0])
		}
	}
	return entered
}

// summary returns the messages of a page's error summary.
func summary(p *page) []string {
	var messages []string
	walk(p.root, func(n *html.Node) bool {
		if _, link := lookUp(n, "href"); link && inSummary(n) {
			messages = append(messages, text(n))
		}
		return true
	})
	return messages
}

func notSent(t *testing.T, world *Local, p *page, s sample, refused []string) {
	t.Helper()
	var want []string
	for _, message := range s.Expect.Messages {
		want = append(want, plain(message))
	}
	if got := summary(p); p.status != 422 || !slices.Equal(got, want) {
		document, _ := json.MarshalIndent(got, "", "  ")
		t.Errorf("sending was answered with %d and %s, want 422 and %q", p.status, document, want)
	}
	// Every section that was answered said so at once.
	for _, message := range refused {
		if !slices.Contains(want, message) {
			t.Errorf("a section asks for %q, sending does not", message)
		}
	}
	if sent := world.Outbox.Sent(); len(sent) > 0 {
		t.Errorf("%d messages were sent", len(sent))
	}
}

// flagsOf says what a list shows of a strand.
func flagsOf(s referral.Strand) []string {
	flags := []string{}
	for _, f := range s.Flags {
		flags = append(flags, strings.TrimSuffix(f.Label()+": "+f.Words, ": "))
	}
	return flags
}

func compare(t *testing.T, world *Local, r referral.Reference, s sample) {
	t.Helper()
	_, strands, err := world.Store().Case(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	sent, err := world.Store().Referral(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	if sent.Facts.Screening != s.Expect.Screening {
		t.Errorf("screening %q, want %q", sent.Facts.Screening, s.Expect.Screening)
	}
	var got []expected
	for i, strand := range strands {
		one := expected{Kind: strand.Kind, State: strand.State, Priority: strand.Priority, Team: strand.Team, Reasons: strand.Reasons,
			Ordered: strand.Decision != nil}
		if i < len(s.Expect.Strands) {
			want := s.Expect.Strands[i]
			if want.Flags != nil {
				one.Flags = flagsOf(strand)
			}
			for _, target := range []struct {
				want string
				at   time.Time
				got  *string
			}{
				{want.ContactBy, strand.Targets.Contact, &one.ContactBy}, {want.AssessedBy, strand.Targets.Assessed, &one.AssessedBy},
				{want.InPlaceBy, strand.Targets.InPlace, &one.InPlaceBy},
			} {
				if target.want != "" {
					*target.got = target.at.In(workingtime.London()).Format("2006-01-02 15:04")
				}
			}
		}
		got = append(got, one)
	}
	if !reflect.DeepEqual(got, s.Expect.Strands) {
		t.Errorf("triage\ngot  %+v\nwant %+v", got, s.Expect.Strands)
	}
}
