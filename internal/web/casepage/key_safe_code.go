package casepage

import (
	"errors"
	"html/template"
	"net/http"
	"slices"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/secret/envelope"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// keySafeCodePage shows the code of a key safe to whoever says why they need it. The
// look is written down before it is shown; the page shows it once, in the answer to its
// form, and no browser keeps it.
type keySafeCodePage struct {
	Caption   string
	Code      string // "" until a reason was given
	Stored    string // by whom and when
	Questions []template.HTML
	Action    string
	Cancel    string
	Button    govuk.Button
	Looks     govuk.Table // who looked at it lately, and why
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

var whyQuestions = form.Section{Slug: "key-safe-code", Fields: []form.Field{
	form.Choice("why", "Why do you need it?", form.Pairs(whyCode()), "Select why you need it").Hinted("Your name, the time and the reason are recorded."),
	form.LongText("details", "Say more", "").Optional().Hinted("Needed if it is something else."),
}, Rules: []form.Rule{form.NeededIf("details", "Enter why you need it", form.Chosen("why", whyOther))}}

// reasonOf is the reason in words.
func reasonOf(why form.Answers) string {
	reason := display.LabelOf(whyCode(), why.First("why"))
	if details := why.First("details"); details != "" {
		reason += ": " + details
	}
	return reason
}

func (p pages) keySafeCodeAsk(r *web.Request) error {
	return p.showKeySafeCode(r, http.StatusOK, formview.Fill(r, whyQuestions, nil), "")
}

func (p pages) keySafeCodeShow(r *web.Request) error {
	why := formview.Fill(r, whyQuestions, nil)
	if why.Wrong() {
		if err := r.RecordView(web.Route{Shows: "key-safe-code-asked"}); err != nil {
			return err
		}
		return p.showKeySafeCode(r, http.StatusUnprocessableEntity, why, "")
	}
	secret, err := p.keySafeCode(r)
	if err != nil {
		return err
	}
	if err := p.Store.RecordRead(r.Ctx(), casestore.Read{
		Reference: r.Case.Reference, By: r.Actor(), At: p.Now().UTC(), What: lookedAtCode, Request: r.ID, Why: reasonOf(why.Answers),
	}); err != nil {
		return err
	}
	code, err := p.Seal.Open(r.Ctx(), envelope.Place{Draft: r.Case.Draft, Name: secret.Name}, envelope.Sealed(secret.Sealed))
	if err != nil {
		return web.Failure{Kind: web.Unavailable, Heading: "The code cannot be shown just now", Body: "Try again in a few minutes. If it goes on, ask whoever gave it.", Beneath: err}
	}
	return p.showKeySafeCode(r, http.StatusOK, why, code)
}

var errNoCode = web.Failure{Kind: web.NotFound, Heading: "No key safe code is stored", Body: "It was not given, was taken away, or went when the referral was closed."}

// keySafeCode returns the code as it is kept.
func (p pages) keySafeCode(r *web.Request) (casestore.Secret, error) {
	if !slices.Contains(r.Case.Secrets, intake.KeySafeCode) {
		return casestore.Secret{}, errNoCode
	}
	secret, err := p.Store.Secret(r.Ctx(), r.Case.Reference, intake.KeySafeCode)
	if errors.Is(err, casestore.ErrNotFound) {
		return secret, errNoCode
	}
	return secret, err
}

func (p pages) showKeySafeCode(r *web.Request, status int, why formview.Filled, code string) error {
	secret, err := p.keySafeCode(r)
	if err != nil {
		return err
	}
	reads, err := p.Store.LatestReads(r.Ctx(), r.Case.Reference, mostReads)
	if err != nil {
		return err
	}
	back := web.PathOfCase(r.Case.Reference)
	return r.ShowAs(status, "key_safe_code", web.Document{Title: "Key safe code", Back: back, Problems: why.Summary()}, keySafeCodePage{
		Caption: string(r.Case.Reference) + " · " + r.Case.Name, Code: code, Stored: "Stored by " + secret.By.Name + ", " + display.Moment(secret.At),
		Questions: why.Questions(), Action: web.PathOfCase(r.Case.Reference) + "/key-safe-code", Cancel: back,
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
func (p pages) seesCode(r *web.Request) bool {
	return slices.Contains(r.Case.Secrets, intake.KeySafeCode) && r.Person().Allowed(access.SeeSecret, r.Person().ToCase(r.Case, r.Strands)...)
}

// codeActions leads to the code from the strand that it is for.
func (p pages) codeActions(r *web.Request, s referral.Strand) []action {
	if s.Kind != referral.AssistiveTechnology || !p.seesCode(r) {
		return nil
	}
	return []action{{Text: "See the key safe’s code", Href: web.PathOfCase(r.Case.Reference) + "/key-safe-code"}}
}
