package casepage

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/govuk"
)

// withdrawPage asks which strands are withdrawn, and why.
type withdrawPage struct {
	Reference string
	Action    string
	Request   string
	Versions  []strandVersion // of every strand that the page shows
	Refused   []string        // why a strand cannot be withdrawn
	Only      string          // the one strand that can be; "" if there are several or none
	OnlyKind  referral.Kind
	Which     govuk.Field // if there are several
	Several   bool
	Possible  bool
	Reason    []govuk.Field // with the question whether it holds a key safe code, where it seems to
	Case      string
}

// strandVersion is the version of a strand that the page showed.
type strandVersion struct {
	Name    string
	Version int
}

func (p pages) withdraw(r *web.Request) error {
	page := newWithdrawPage(r.Case, r.Strands, func(s referral.Strand) bool { return p.mayWithdraw(r, s) }, r.Actor(), r.URL.Query()["strand"], p.reason(r))
	page.Request = web.NewIdentifier()
	return r.Show("withdraw", p.withdrawDocument(r), page)
}

// reason returns the questions why, with what was chosen and typed.
func (p pages) reason(r *web.Request) []govuk.Field {
	why := formview.Choice(r, govuk.Field{Name: "why", Label: "Why is it withdrawn?", Options: display.Pairs(referral.WithdrawReasons())}, "Select why it is withdrawn")
	text := formview.LongText(r, govuk.Field{
		Name: "reason", Label: "Reason for withdrawing", Hint: "In your words. The team sees this. It stays in the history.", Optional: true,
	}, "")
	if r.Posted != nil && text.Error == "" && text.Value == "" && (referral.Withdraw{Why: why.Value}).Valid(referral.Strand{}) != nil && why.Error == "" {
		text.Error = "Enter why it is withdrawn"
	}
	return formview.WithCodeQuestions(r, why, text)
}

func (p pages) withdrawDocument(r *web.Request) web.Document {
	return web.Document{Title: "Withdraw this referral", Back: web.PathOfCase(r.Case.Reference)}
}

// mayWithdraw tells whether the person may withdraw that strand: somebody who
// holds one strand has no say over another.
func (p pages) mayWithdraw(r *web.Request, s referral.Strand) bool {
	return r.Person().Allowed(access.Withdraw, r.Person().To(r.Case, s)...)
}

func newWithdrawPage(c referral.Case, strands []referral.Strand, may func(referral.Strand) bool, by referral.Actor, chosen []string, reason []govuk.Field) withdrawPage {
	page := withdrawPage{
		Reference: string(c.Reference), Action: web.PathOfCase(c.Reference) + "/withdraw", Case: web.PathOfCase(c.Reference),
		Which:  govuk.Field{Name: "strands", Label: "What do you want to withdraw?", Hint: "Select all that apply.", Kind: govuk.KindMany, Values: chosen},
		Reason: reason,
	}
	for _, s := range strands {
		if !may(s) {
			continue
		}
		page.Versions = append(page.Versions, strandVersion{Name: "version-" + string(s.Kind), Version: s.Version})
		if err := (referral.Withdraw{}).Possible(s, by); err != nil {
			page.Refused = append(page.Refused, s.Kind.Label()+": "+err.Error())
			continue
		}
		page.Only, page.OnlyKind = s.Kind.Label(), s.Kind
		page.Which.Options = append(page.Which.Options, govuk.Answer{Value: string(s.Kind), Text: s.Kind.Label(), Hint: s.State.Label()})
	}
	page.Possible, page.Several = len(page.Which.Options) > 0, len(page.Which.Options) > 1
	if page.Several {
		page.Only = ""
	}
	return page
}

func (p pages) sendWithdraw(r *web.Request) error {
	chosen, reason := p.chosenStrands(r), p.reason(r)
	page := newWithdrawPage(r.Case, r.Strands, func(s referral.Strand) bool { return p.mayWithdraw(r, s) }, r.Actor(), chosen, reason)
	page.Request = web.FormRequest(r)
	if len(chosen) == 0 {
		page.Which.Error = "Select what you want to withdraw"
	}
	d := p.withdrawDocument(r)
	if d.Problems = govuk.Problems(append([]govuk.Field{page.Which}, reason...)...); len(d.Problems.ErrorList) > 0 {
		return r.ShowAs(http.StatusUnprocessableEntity, "withdraw", d, page)
	}
	said, err := p.withdrawStrands(r, chosen, referral.Withdraw{Why: reason[0].Value, Reason: reason[1].Value})
	if err != nil {
		return err
	}
	if len(said) > 0 {
		return p.withdrawAgain(r, chosen, said)
	}
	return r.GoTo(web.PathOfCase(r.Case.Reference) + "?done=withdraw")
}

// chosenStrands returns the strands of this case that were chosen.
func (p pages) chosenStrands(r *web.Request) []string {
	var chosen []string
	for _, s := range r.Strands {
		if slices.Contains(r.Posted["strands"], string(s.Kind)) {
			chosen = append(chosen, string(s.Kind))
		}
	}
	return chosen
}

// withdrawStrands withdraws each strand that was chosen, and returns in words what
// became of all of them if any was refused.
func (p pages) withdrawStrands(r *web.Request, chosen []string, change referral.Withdraw) ([]string, error) {
	var done, refused []string
	for _, s := range r.Strands {
		if !slices.Contains(chosen, string(s.Kind)) {
			continue
		}
		if !p.mayWithdraw(r, s) {
			return nil, web.ErrForbidden
		}
		version, err := strconv.Atoi(r.Posted.Get("version-" + string(s.Kind)))
		if err != nil || version < 1 {
			version = -1 // none that a strand has: zero would apply to whatever is there
		}
		_, err = p.Store.UpdateStrand(r.Ctx(), casestore.StrandRevision{
			Reference: r.Case.Reference, Kind: s.Kind, Version: version, By: r.Actor(), Request: web.FormRequest(r),
		}, func(referral.Case, referral.Strand) (referral.Change, error) {
			return change, nil
		})
		var old casestore.StaleError
		var no referral.Refusal
		switch {
		case errors.As(err, &old):
			refused = append(refused, s.Kind.Label()+" was not withdrawn: "+web.StaleFailure(old).Body)
		case errors.As(err, &no):
			refused = append(refused, s.Kind.Label()+" was not withdrawn: "+no.Reason)
		case err != nil:
			return nil, err
		default:
			done = append(done, s.Kind.Label()+" was withdrawn.")
		}
	}
	if len(refused) == 0 {
		return nil, nil
	}
	return append(refused, done...), nil
}

// withdrawAgain shows the page as things are now, with what became of the request.
func (p pages) withdrawAgain(r *web.Request, chosen, said []string) error {
	var err error
	if r.Case, r.Strands, err = p.Store.Case(r.Ctx(), r.Case.Reference); err != nil {
		return err
	}
	page := newWithdrawPage(r.Case, r.Strands, func(s referral.Strand) bool { return p.mayWithdraw(r, s) }, r.Actor(), chosen, p.reason(r))
	page.Request = web.NewIdentifier()
	d := p.withdrawDocument(r)
	d.Banner = govuk.NotificationBanner{TitleText: "This was not withdrawn as you asked", Role: "alert", HTML: display.Lines(said...)}
	return r.ShowAs(http.StatusConflict, "withdraw", d, page)
}
