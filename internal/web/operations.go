package web

import (
	"assistive-referrals/internal/web/base"
	"assistive-referrals/internal/web/display"
	"cmp"
	"strconv"
	"strings"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workflow/message"
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
	}
	return string(e)
}

func noticeWords(n referral.Notice) string {
	to := strings.ReplaceAll(string(n.To), ":", " ")
	return "Notify the " + to + ": " + strings.ReplaceAll(n.Type, "-", " ")
}

func operations(v *visit) error {
	all, err := v.Store.Unrepaired(v.Ctx(), operationsLimit)
	if err != nil {
		return err
	}
	d := web.Document{Title: "Operations"}
	if v.Request.URL.Query().Get("done") == "try-again" {
		d.Banner = govuk.NotificationBanner{Type: "success", Text: "It is being tried again."}
	}
	return v.Show("operations", d, buildOperations(all))
}

// tryAgain starts the attempts anew. Doing it twice is doing it once.
func tryAgain(v *visit) error {
	reference, err := referral.ParseReference(v.Posted.Get("reference"))
	referrer := v.Posted.Get("referrer")
	if err != nil && referrer == "" {
		return web.ErrNoSuchCase
	}
	if id := v.Posted.Get("notification"); id != "" {
		err = v.Store.TryNotificationAgain(v.Ctx(), message.Notification{Reference: reference, Referrer: referrer, ID: id})
	} else {
		err = v.Store.Redrive(v.Ctx(), reference, referral.Kind(v.Posted.Get("strand")))
	}
	// What is no longer owed has been done meanwhile.
	if err != nil && !casestore.IsNotFound(err) {
		return err
	}
	return v.GoTo("/operations?done=try-again")
}
