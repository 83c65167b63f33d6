package web

import (
	"assistive-referrals/internal/web/base"
	"assistive-referrals/internal/web/display"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
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

func withdraw(v *visit) error {
	page := newWithdrawPage(v.Case, v.Strands, v.mayWithdraw, v.Actor(), v.Request.URL.Query()["strand"], v.reason())
	page.Request = web.NewIdentifier()
	return v.Show("withdraw", v.withdrawDocument(), page)
}

// reason returns the questions why, with what was chosen and typed.
func (v *visit) reason() []govuk.Field {
	why := v.choice(govuk.Field{Name: "why", Label: "Why is it withdrawn?", Options: pairs(referral.WithdrawReasons())}, "Select why it is withdrawn")
	text := v.longText(govuk.Field{
		Name: "reason", Label: "Reason for withdrawing", Hint: "In your words. The team sees this. It stays in the history.", Optional: true,
	}, "")
	if v.Posted != nil && text.Error == "" && text.Value == "" && (referral.Withdraw{Why: why.Value}).Valid(referral.Strand{}) != nil && why.Error == "" {
		text.Error = "Enter why it is withdrawn"
	}
	return v.withCodeQuestions(why, text)
}

func (v *visit) withdrawDocument() web.Document {
	return web.Document{Title: "Withdraw this referral", Back: web.PathOfCase(v.Case.Reference)}
}

// mayWithdraw tells whether the person may withdraw that strand: somebody who
// holds one strand has no say over another.
func (v *visit) mayWithdraw(s referral.Strand) bool {
	return v.Person().Allowed(access.Withdraw, v.Person().To(v.Case, s)...)
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
		if err := (referral.Withdraw{Reason: "asked"}).Possible(s, by); err != nil {
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

func sendWithdraw(v *visit) error {
	chosen, reason := v.chosenStrands(), v.reason()
	page := newWithdrawPage(v.Case, v.Strands, v.mayWithdraw, v.Actor(), chosen, reason)
	page.Request = v.formRequest()
	if len(chosen) == 0 {
		page.Which.Error = "Select what you want to withdraw"
	}
	d := v.withdrawDocument()
	if d.Problems = govuk.Problems(append([]govuk.Field{page.Which}, reason...)...); len(d.Problems.ErrorList) > 0 {
		return v.ShowAs(http.StatusUnprocessableEntity, "withdraw", d, page)
	}
	said, err := v.withdrawStrands(chosen, referral.Withdraw{Why: reason[0].Value, Reason: reason[1].Value})
	if err != nil {
		return err
	}
	if len(said) > 0 {
		return v.withdrawAgain(chosen, said)
	}
	return v.GoTo(web.PathOfCase(v.Case.Reference) + "?done=withdraw")
}

// chosenStrands returns the strands of this case that were chosen.
func (v *visit) chosenStrands() []string {
	var chosen []string
	for _, s := range v.Strands {
		if slices.Contains(v.Posted["strands"], string(s.Kind)) {
			chosen = append(chosen, string(s.Kind))
		}
	}
	return chosen
}

// withdrawStrands withdraws each strand that was chosen, and returns in words what
// became of all of them if any was refused.
func (v *visit) withdrawStrands(chosen []string, change referral.Withdraw) ([]string, error) {
	var done, refused []string
	for _, s := range v.Strands {
		if !slices.Contains(chosen, string(s.Kind)) {
			continue
		}
		if !v.mayWithdraw(s) {
			return nil, web.ErrForbidden
		}
		version, err := strconv.Atoi(v.Posted.Get("version-" + string(s.Kind)))
		if err != nil || version < 1 {
			version = -1 // none that a strand has: zero would apply to whatever is there
		}
		_, err = v.Store.UpdateStrand(v.Ctx(), casestore.StrandRevision{
			Reference: v.Case.Reference, Kind: s.Kind, Version: version, By: v.Actor(), Request: v.formRequest(),
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
func (v *visit) withdrawAgain(chosen, said []string) error {
	var err error
	if v.Case, v.Strands, err = v.Store.Case(v.Ctx(), v.Case.Reference); err != nil {
		return err
	}
	page := newWithdrawPage(v.Case, v.Strands, v.mayWithdraw, v.Actor(), chosen, v.reason())
	page.Request = web.NewIdentifier()
	d := v.withdrawDocument()
	d.Banner = govuk.NotificationBanner{TitleText: "This was not withdrawn as you asked", Role: "alert", HTML: display.Lines(said...)}
	return v.ShowAs(http.StatusConflict, "withdraw", d, page)
}
