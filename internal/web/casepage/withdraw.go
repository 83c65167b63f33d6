package casepage

import (
	"errors"
	"html/template"
	"net/http"
	"slices"
	"strconv"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
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
	Several   bool
	Possible  bool
	Questions []template.HTML
	Case      string
}

// strandVersion is the version of a strand that the page showed.
type strandVersion struct {
	Name    string
	Version int
}

// withdrawal is what one request to the page works on.
type withdrawal struct {
	withdrawPage
	filled formview.Filled
}

const withdrawTitle = "Withdraw this referral"

// withdrawal reads what of the case can be withdrawn now, and what was typed. Somebody
// who holds one strand has no say over another.
func (p pages) withdrawal(r *web.Request) withdrawal {
	w := withdrawal{withdrawPage: withdrawPage{
		Reference: string(r.Case.Reference), Action: web.PathOfCase(r.Case.Reference) + "/withdraw", Case: web.PathOfCase(r.Case.Reference), Request: web.NewIdentifier(),
	}}
	var which []form.Option
	for _, s := range r.Strands {
		if !p.mayWithdraw(r, s) {
			continue
		}
		w.Versions = append(w.Versions, strandVersion{Name: "version-" + string(s.Kind), Version: s.Version})
		if err := (referral.Withdraw{}).Possible(s, r.Actor()); err != nil {
			w.Refused = append(w.Refused, s.Kind.Label()+": "+err.Error())
			continue
		}
		w.Only, w.OnlyKind = s.Kind.Label(), s.Kind
		which = append(which, form.Option{Value: string(s.Kind), Label: s.Kind.Label(), Hint: s.State.Label()})
	}
	if w.Possible, w.Several = len(which) > 0, len(which) > 1; w.Several {
		w.Only = ""
	}
	w.filled = formview.Fill(r, whyWithdrawn(which), form.Answers{"strands": r.URL.Query()["strand"]})
	w.Questions = w.filled.Questions()
	return w
}

// whyWithdrawn asks which of several strands are withdrawn, and why.
func whyWithdrawn(which []form.Option) form.Section {
	s := form.Section{Slug: "withdraw", Rules: []form.Rule{form.NeededIf("reason", "Enter why it is withdrawn", func(all form.Answers, _ form.Context) bool {
		why := all.First("why")
		return why != "" && referral.Withdraw{Why: why}.Valid(referral.Strand{}) != nil
	})}}
	if len(which) > 1 {
		s.Fields = append(s.Fields, form.Several("strands", "What do you want to withdraw?", which, selectWithdrawn).Hinted("Select all that apply."))
	}
	s.Fields = append(s.Fields,
		form.Choice("why", "Why is it withdrawn?", form.Pairs(referral.WithdrawReasons()), "Select why it is withdrawn"),
		form.LongText("reason", "Reason for withdrawing", "").Optional().Hinted("In your words. The team sees this. It stays in the history."),
	)
	return s
}

const selectWithdrawn = "Select what you want to withdraw"

// mayWithdraw tells whether the person may withdraw that strand.
func (p pages) mayWithdraw(r *web.Request, s referral.Strand) bool {
	return r.Person().Allowed(access.Withdraw, r.Person().To(r.Case, s)...)
}

func (p pages) withdraw(r *web.Request) error {
	w := p.withdrawal(r)
	return r.Show("withdraw", web.Document{Title: withdrawTitle, Back: w.Case}, w.withdrawPage)
}

func (p pages) sendWithdraw(r *web.Request) error {
	w, chosen := p.withdrawal(r), p.chosenStrands(r)
	w.Request = web.FormRequest(r)
	if len(chosen) == 0 && !w.Several {
		w.filled.Problems = append(w.filled.Problems, form.Problem{Field: "strands", Anchor: "strands", Message: selectWithdrawn})
	}
	if w.filled.Wrong() {
		return r.ShowAs(http.StatusUnprocessableEntity, "withdraw", web.Document{Title: withdrawTitle, Back: w.Case, Problems: w.filled.Summary()}, w.withdrawPage)
	}
	said, err := p.withdrawStrands(r, chosen, referral.Withdraw{Why: w.filled.First("why"), Reason: w.filled.First("reason")})
	if err != nil {
		return err
	}
	if len(said) > 0 {
		return p.withdrawAgain(r, said)
	}
	return p.changed(r, "withdraw")
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
func (p pages) withdrawAgain(r *web.Request, said []string) error {
	var err error
	if r.Case, r.Strands, err = p.Store.Case(r.Ctx(), r.Case.Reference); err != nil {
		return err
	}
	w := p.withdrawal(r)
	w.filled.Problems = nil // what was chosen was good then
	w.Questions = w.filled.Questions()
	d := web.Document{Title: withdrawTitle, Back: w.Case, Banner: govuk.NotificationBanner{
		TitleText: "This was not withdrawn as you asked", Role: "alert", HTML: display.Lines(said...),
	}}
	return r.ShowAs(http.StatusConflict, "withdraw", d, w.withdrawPage)
}
