package web

import (
	"assistive-referrals/internal/web/base"
	"assistive-referrals/internal/web/display"
	"errors"
	"net/http"
	"slices"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/secret/envelope"
	"assistive-referrals/internal/web/govuk"
)

// keySafeCodePage shows the code of a key safe to whoever says why they need it. The
// look is written down before it is shown; the page shows it once, in the answer to its
// form, and no browser keeps it.
type keySafeCodePage struct {
	Caption string
	Code    string // "" until a reason was given
	Stored  string // by whom and when
	Fields  []govuk.Field
	Action  string
	Cancel  string
	Button  govuk.Button
	Looks   govuk.Table // who looked at it lately, and why
}

// lookedAtCode is what the record says of each look at the code itself.
const lookedAtCode = "key-safe-code"

// whyOther is the reason that is given in words.
const whyOther = "other"

// whyCode lists the reasons for which somebody needs the code.
func whyCode() [][2]string {
	return [][2]string{{"visit", "I am visiting the person"}, {"install", "I am putting something in place, or mending or collecting it"},
		{"centre", "The monitoring centre needs it"}, {"check", "I am checking it with the person"}, {"emergency", "An emergency"}, {whyOther, "Something else"}}
}

// whyFields are the questions of the form, and the reason in words once they are answered.
func (v *visit) whyFields() ([]govuk.Field, string) {
	why := v.choice(govuk.Field{Name: "why", Label: "Why do you need it?", Hint: "Your name, the time and the reason are recorded.", Options: pairs(whyCode())},
		"Select why you need it")
	details := v.longText(govuk.Field{Name: "details", Label: "Say more", Hint: "Needed if it is something else.", Optional: true}, "")
	if why.Error == "" && why.Value == whyOther && details.Value == "" {
		details.Error = "Enter why you need it"
	}
	reason := labelOf(whyCode(), why.Value)
	if details.Value != "" {
		reason += ": " + details.Value
	}
	return v.withCodeQuestions(why, details), reason
}

func keySafeCodeAsk(v *visit) error {
	fields, _ := v.whyFields()
	return v.showKeySafeCode(http.StatusOK, web.Document{}, fields, "")
}

func keySafeCodeShow(v *visit) error {
	fields, reason := v.whyFields()
	if problems := govuk.Problems(fields...); len(problems.ErrorList) > 0 {
		if err := v.RecordView(web.Route{Shows: "key-safe-code-asked"}); err != nil {
			return err
		}
		return v.showKeySafeCode(http.StatusUnprocessableEntity, web.Document{Problems: problems}, fields, "")
	}
	secret, err := v.keySafeCode()
	if err != nil {
		return err
	}
	if err := v.Store.RecordRead(v.Ctx(), casestore.Read{
		Reference: v.Case.Reference, By: v.Actor(), At: v.Now().UTC(), What: lookedAtCode, Request: v.ID, Why: reason,
	}); err != nil {
		return err
	}
	code, err := v.Seal.Open(v.Ctx(), envelope.Place{Draft: v.Case.Draft, Name: secret.Name}, envelope.Sealed(secret.Sealed))
	if err != nil {
		return web.Failure{Kind: web.Unavailable, Heading: "The code cannot be shown just now", Body: "Try again in a few minutes. If it goes on, ask whoever gave it.", Beneath: err}
	}
	return v.showKeySafeCode(http.StatusOK, web.Document{}, nil, code)
}

var errNoCode = web.Failure{Kind: web.NotFound, Heading: "No key safe code is stored", Body: "It was not given, was taken away, or went when the referral was closed."}

// keySafeCode returns the code as it is kept.
func (v *visit) keySafeCode() (casestore.Secret, error) {
	if !slices.Contains(v.Case.Secrets, intake.KeySafeCode) {
		return casestore.Secret{}, errNoCode
	}
	secret, err := v.Store.Secret(v.Ctx(), v.Case.Reference, intake.KeySafeCode)
	if errors.Is(err, casestore.ErrNotFound) {
		return secret, errNoCode
	}
	return secret, err
}

func (v *visit) showKeySafeCode(status int, d web.Document, fields []govuk.Field, code string) error {
	secret, err := v.keySafeCode()
	if err != nil {
		return err
	}
	reads, err := v.Store.LatestReads(v.Ctx(), v.Case.Reference, mostReads)
	if err != nil {
		return err
	}
	d.Title, d.Back = "Key safe code", web.PathOfCase(v.Case.Reference)
	return v.ShowAs(status, "key_safe_code", d, keySafeCodePage{
		Caption: string(v.Case.Reference) + " · " + v.Case.Name, Code: code, Stored: "Stored by " + secret.By.Name + ", " + display.Moment(secret.At),
		Fields: fields, Action: web.PathOfCase(v.Case.Reference) + "/key-safe-code", Cancel: d.Back,
		Button: govuk.Button{Text: "Show the code", PreventDoubleClick: new(true)}, Looks: looksAt(reads),
	})
}

// mostReads is how far back in the record of views looks at the code are searched for.
const mostReads = 200

func looksAt(reads []casestore.Read) govuk.Table {
	table := govuk.Table{FirstCellIsHeader: true, Head: []govuk.Cell{{Text: "When"}, {Text: "Who"}, {Text: "Why"}}}
	for _, r := range reads {
		if r.What == lookedAtCode {
			table.Rows = append(table.Rows, []govuk.Cell{{Text: display.Moment(r.At)}, {Text: r.By.Name}, {Text: r.Why}})
		}
	}
	return table.Stacked()
}

// seesCode tells whether there is a code of a key safe that the person may see.
func (v *visit) seesCode() bool {
	return slices.Contains(v.Case.Secrets, intake.KeySafeCode) && v.Person().Allowed(access.SeeSecret, v.Person().ToCase(v.Case, v.Strands)...)
}

// codeActions leads to the code from the strand that it is for.
func (v *visit) codeActions(s referral.Strand) []action {
	if s.Kind != referral.AssistiveTechnology || !v.seesCode() {
		return nil
	}
	return []action{{Text: "See the key safe’s code", Href: web.PathOfCase(v.Case.Reference) + "/key-safe-code"}}
}
