// Package form is what a question is, for referrers and practitioners alike: how it is
// asked, what a good answer to it is, how that is read, checked, kept and shown. It
// knows no single question.
//
// A page does this:
//
//	typed := section.Read(posted, at)      // as typed, so that it can be shown again
//	all := section.Replace(saved, typed)   // with the answers of the other sections
//	problems := section.Check(all, at)     // each with the input to link to
//	all = section.Normalise(all)           // what is kept
package form

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"assistive-referrals/internal/catalogue"
	"assistive-referrals/internal/referral"
)

// Field is one question: how it is asked, what a good answer is, when it is needed
// and who can answer it. Everything that shows or checks an answer reads this.
type Field struct {
	Name        string // kebab-case, unique over the form; also the input's name and id
	Label, Hint string // for people
	// Spoken is the question as it is said on the telephone; "" where that is the label.
	Spoken  string
	Silent  bool // nobody is asked it on the telephone: whoever refers looks it up
	Control Control
	Options []Option // of Radios, Select and Checkboxes; a page shows Choices, which adds "Don’t know"

	// Rule is a validator/v10 tag with this package's own tags (see newChecker).
	// It starts with "required" or "omitempty".
	Rule     string
	Messages map[string]string // tag of the rule -> what to do about it

	NeededBy   Level
	AnsweredBy []Who
	DontKnow   bool // offers "Don’t know – ask later", which then becomes a task

	// Grouped puts the choices in order, given all answers; nil leaves them as they are.
	Grouped func(choices []Option, all Answers) []Group

	Awaits string // the choice that says that it is still to come: a task, like "Don't know"

	Fixed bool // cannot be changed once the referral is sent
	Keeps bool // of the ward, and kept when another person is referred from there: never of the person

	// Aside is the summary of what a page folds away: fields with the same one are
	// asked together in it, for whoever opens it. "" for every other field.
	Aside string

	// Only says on paper, where nothing comes and goes, when the question applies.
	Only     string
	OnScreen bool // asked of what was typed into its page, or never to be written down: it is on no paper

	Parent   *Parent                     // asked inside a radio or checkbox of the same section, when that is chosen
	When     func(Answers, Context) bool // asked only then; nil means always
	ForRoles []referral.Role             // asked only of them; empty means everyone

	Width string // GOV.UK input width: "2", "3", "4", "5", "10", "20"; "" for full
	Rows  int    // of a TextArea; 5 if 0
	Prose bool   // a Text of words, not of names and codes: a browser may check its spelling
}

// Parent names the choice under which a field is revealed.
type Parent struct{ Field, Value string }

// Under is for a field that is revealed under that choice of that field.
func Under(field, value string) *Parent { return &Parent{field, value} }

// Option is one choice of Radios, Select or Checkboxes.
type Option struct {
	Value, Label, Hint string
	Exclusive          bool // goes with no other choice
}

// Answers is what was entered: see referral.Answers. Two forms are this package's
// own: a date that is not real is kept as its three typed parts (day, month,
// year), and other answers that break a rule are kept as typed.
type Answers = referral.Answers

// Context is what a question or a rule may depend on besides the answers.
type Context struct {
	Now  time.Time
	Role referral.Role // of who fills in the form
	// OrderLimitPence is what a trusted assessor may order at once, in total.
	OrderLimitPence int
	// Decided is what was decided to put in place; nil until there is a decision.
	Decided []catalogue.Item
}

// Control is how a question is asked. It also says how its answer is normalised
// and shown.
type Control string

const (
	Text       Control = "text"
	TextArea   Control = "textarea"
	Date       Control = "date" // inputs <name>-day, <name>-month, <name>-year
	Time       Control = "time" // of day, kept as typed
	Radios     Control = "radios"
	Select     Control = "select" // Radios as a drop-down list
	Checkboxes Control = "checkboxes"
	Email      Control = "email"
	Telephone  Control = "telephone"
	Postcode   Control = "postcode"
	NHSNumber  Control = "nhs-number"
	Number     Control = "number" // digits only
	Secret     Control = "secret" // one line, of which only that it is kept is ever shown: see secret.go
)

// Level is when an answer is needed. Only Send stops sending.
type Level string

const (
	Send    Level = "send"
	Decide  Level = "decide"
	Install Level = "install"
	Session Level = "session" // before a virtual-reality session
	Visit   Level = "visit"   // at the first visit of digital support
	Record  Level = "record"  // to record what a practitioner writes down
)

// Label returns what people see, to complete "needed …".
func (l Level) Label() string {
	switch l {
	case Send:
		return "to send"
	case Decide:
		return "to decide"
	case Install:
		return "before installation"
	case Session:
		return "before a session"
	case Visit:
		return "at the first visit"
	case Record:
		return "to record it"
	}
	return ""
}

// Who can answer a question.
type Who string

const (
	Referrer     Who = "referrer"
	Practitioner Who = "practitioner"
	Installer    Who = "installer"
	ThePerson    Who = "the-person"
)

// Label returns what people see.
func (w Who) Label() string {
	switch w {
	case Referrer:
		return "Referrer"
	case Practitioner:
		return "Practitioner"
	case Installer:
		return "Installer"
	case ThePerson:
		return "The person"
	}
	return ""
}

// DontKnowLabel is the choice that makes a task of a question.
const DontKnowLabel = "Don’t know – ask later"

// Required tells whether the form cannot be sent without an answer, where the
// question is asked.
func (f Field) Required() bool { return slices.Contains(f.tags(), "required") }

// Say returns the question in words that can be said.
func (f Field) Say() string { return cmp.Or(f.Spoken, f.Label) }

// MaxLength returns how many characters (not bytes) the answer may have, or 0 if
// the rule sets no limit.
func (f Field) MaxLength() int {
	for _, tag := range strings.Split(f.Rule, ",") {
		if limit, found := strings.CutPrefix(tag, "max="); found {
			n, _ := strconv.Atoi(limit)
			return n
		}
	}
	return 0
}

// Choices returns the options that a page shows: Options and, where the field
// offers it, "Don’t know – ask later". Other controls offer that as a checkbox
// named DontKnowName.
func (f Field) Choices() []Option {
	choices := slices.Clone(f.Options)
	if f.DontKnow && f.choice() {
		choices = append(choices, Option{Value: referral.DontKnow, Label: DontKnowLabel, Exclusive: true})
	}
	return choices
}

// DontKnowName is the name of the checkbox beside a field without choices that
// offers "Don’t know – ask later". Its value is referral.DontKnow.
func (f Field) DontKnowName() string { return f.Name + "-dont-know" }

// Anchor is the id of the first input of the field: what an error links to.
func (f Field) Anchor() string {
	if f.Control == Date {
		return f.Name + "-day"
	}
	return f.Name
}

// Group is some of a field's choices under a heading, which may be empty.
type Group struct {
	Heading string
	Folded  bool // behind its heading, for whoever opens it; only the last can be
	Options []Option
}

// Groups returns Choices as a page shows them with those answers: what fits first,
// for a field that can tell.
func (f Field) Groups(all Answers) []Group {
	if f.Grouped == nil {
		return []Group{{Options: f.Choices()}}
	}
	return f.Grouped(f.Choices(), all)
}

func (f Field) choice() bool { return f.one() || f.Control == Checkboxes }

func (f Field) one() bool { return f.Control == Radios || f.Control == Select }

// tags returns the names of the tags of the rule, without their parameters.
func (f Field) tags() []string {
	var tags []string
	for _, tag := range strings.Split(f.Rule, ",") {
		name, _, _ := strings.Cut(tag, "=")
		tags = append(tags, name)
	}
	return tags
}

// Unknown tells whether the answer is "Don’t know – ask later".
func (f Field) Unknown(a Answers) bool {
	return f.DontKnow && len(a[f.Name]) == 1 && a.First(f.Name) == referral.DontKnow
}

// Confirms tells whether the field asks for nothing but a tick that something is so.
func (f Field) Confirms() bool { return f.Control == Checkboxes && len(f.Options) == 1 }

// Takes tells whether a page could show those values as an answer.
func (f Field) Takes(values []string) bool {
	switch {
	case len(values) == 0:
		return true
	case f.choice():
		choices := f.Choices()
		return (f.Control == Checkboxes || len(values) == 1) && !slices.ContainsFunc(values, func(value string) bool {
			return !slices.ContainsFunc(choices, func(o Option) bool { return o.Value == value })
		})
	case len(values) > 1:
		return false
	case f.Control == Date:
		_, real := realDate(values)
		return real
	}
	return true
}
