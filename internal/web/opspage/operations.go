package opspage

import (
	"cmp"
	"strconv"
	"strings"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// operationsLimit is how many rows the page shows; the oldest come first.
const operationsLimit = 100

// operationsPage lists what the system could not mend by itself. It holds codes
// and no personal data.
type operationsPage struct {
	Rows []operationsRow
	More bool // there may be more than are shown
}

// operationsRow is something that is still owed.
type operationsRow struct {
	About        string // the reference, or that it is a draft
	Reference    referral.Reference
	Referrer     string // of a draft
	Strand       string
	Kind         referral.Kind
	Notification string // its identifier; "" for what a strand owes
	Owed         string
	Since        string
	Attempts     string
	Seen         string
}

func buildOperations(all []casestore.Due) operationsPage {
	page := operationsPage{More: len(all) == operationsLimit}
	for _, due := range all {
		if o := due.Owed; o != nil {
			page.Rows = append(page.Rows, operationsRow{
				About: string(o.Reference), Reference: o.Reference, Strand: o.Kind.Label(), Kind: o.Kind, Owed: effectWords(o.Effect),
				Since: display.Moment(o.Since), Attempts: strconv.Itoa(o.Attempts), Seen: o.Observed,
			})
		}
		if n := due.Notification; n != nil {
			page.Rows = append(page.Rows, operationsRow{
				About: cmp.Or(string(n.Reference), "A draft"), Reference: n.Reference, Referrer: n.Referrer, Strand: n.Kind.Label(), Kind: n.Kind, Notification: n.ID, Owed: noticeWords(n.Notice),
				Since: display.Moment(n.Owed), Attempts: strconv.Itoa(n.Attempts), Seen: n.Receipt,
			})
		}
	}
	return page
}

func effectWords(e referral.Effect) string {
	switch e {
	case referral.Start:
		return "Start the workflow"
	case referral.Enlist:
		return "Put it on the team’s worklist"
	case referral.Resume:
		return "Tell the workflow of the decision"
	case referral.Stop:
		return "Stop the workflow"
	case referral.NoEffect, referral.PropagateDeath:
	}
	return string(e)
}

func noticeWords(n referral.Notice) string {
	to := strings.ReplaceAll(string(n.To), ":", " ")
	return "Notify the " + to + ": " + strings.ReplaceAll(n.Type, "-", " ")
}

func (p pages) operations(r *web.Request) error {
	all, err := p.Store.Unrepaired(r.Ctx(), operationsLimit)
	if err != nil {
		return err
	}
	d := web.Document{Title: "Operations"}
	if r.URL.Query().Get("done") == "try-again" {
		d.Banner = govuk.NotificationBanner{Type: "success", Text: "It is being tried again."}
	}
	return r.Show("operations", d, buildOperations(all))
}

// tryAgain starts the attempts anew. Doing it twice is doing it once.
func (p pages) tryAgain(r *web.Request) error {
	reference, err := referral.ParseReference(r.Posted.Get("reference"))
	referrer := r.Posted.Get("referrer")
	if err != nil && referrer == "" {
		return web.ErrNoSuchCase
	}
	if id := r.Posted.Get("notification"); id != "" {
		err = p.Store.TryNotificationAgain(r.Ctx(), casestore.NotificationKey{Reference: reference, Referrer: referrer, ID: id})
	} else {
		err = p.Store.Redrive(r.Ctx(), reference, referral.Kind(r.Posted.Get("strand")))
	}
	// What is no longer owed has been done meanwhile.
	if err != nil && !casestore.IsNotFound(err) {
		return err
	}
	return r.GoTo("/operations?done=try-again")
}
