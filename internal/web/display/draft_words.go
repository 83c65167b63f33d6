package display

import (
	"html/template"
	"strings"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/govuk"
	"assistive-referrals/internal/workingtime"
)

// At is what the form may depend on besides the answers.
func At(r *web.Request) form.Context {
	return intake.At(r.Site.Rules, r.Site.Now(), r.Who.Referrer.Role)
}

// ReferralOf returns what would be sent of those answers now.
func ReferralOf(r *web.Request, all form.Answers) referral.Referral {
	return referral.Referral{
		Sent: r.Site.Now(), Referrer: r.Who.Referrer, Kinds: intake.KindsOf(all),
		Answers: intake.Final(all, At(r)), Facts: intake.Facts(all, At(r)),
	}
}

// Hidden is text for those who only hear the page.
func Hidden(text string) template.HTML {
	return template.HTML(`<span class="govuk-visually-hidden">` + template.HTMLEscapeString(text) + `</span>`)
}

// ScreeningCard shows the result of the screening with its reasons. It shows
// nothing if the referral asks for no sessions.
func ScreeningCard(all form.Answers, at form.Context) template.HTML {
	result, reasons := intake.Screen(all, at)
	if result == "" {
		return ""
	}
	card := govuk.SummaryList{Card: govuk.SummaryCard{Title: govuk.CardTitle{Text: "Result of the screening"}}}
	card.Rows = append(card.Rows, govuk.SummaryRow{Key: govuk.Content{Text: "Headset"}, Value: govuk.Content{HTML: Tag(result.Label(), result.Colour()).Render()}})
	var why []string
	for _, reason := range reasons {
		why = append(why, reason.Why)
	}
	if len(why) > 0 {
		card.Rows = append(card.Rows, govuk.SummaryRow{Key: govuk.Content{Text: "Why"}, Value: govuk.Content{HTML: Lines(why...)}})
	}
	card.Rows = append(card.Rows, govuk.SummaryRow{Key: govuk.Content{Text: "What it means"}, Value: govuk.Content{Text: meaningOf(result)}})
	return card.Render()
}

// meaningOf says in a sentence what the result leads to. Nobody is left without an
// offer.
func meaningOf(s referral.Screening) string {
	switch s {
	case referral.GoAhead:
		return "Sessions can be booked. How they feel is asked at each session."
	case referral.AskFirst:
		return "A clinician is asked before a headset is used. They can be offered the same content on a tablet or screen."
	case referral.DoNotUse:
		return "They are offered the same content on a tablet or screen."
	}
	return "The team asks what is not known before anything is booked. The same content can be offered on a tablet or screen."
}

// StillMissing lists what is still to be found out, and by whom. It shows
// nothing if nothing is.
func StillMissing(all form.Answers, at form.Context) template.HTML {
	tasks := intake.StillMissing(all, at)
	if len(tasks) == 0 {
		return ""
	}
	table := govuk.Table{
		Caption: "Still to be found out", CaptionClasses: "govuk-table__caption--m", FirstCellIsHeader: true,
		Head: []govuk.Cell{{Text: "Question"}, {Text: "Needed"}, {Text: "Who can answer it"}},
	}
	for _, task := range tasks {
		table.Rows = append(table.Rows, []govuk.Cell{{Text: task.Label()}, {Text: task.NeededBy.Label()}, {Text: WhoCan(task.Who)}})
	}
	return table.Stacked().Render()
}

func WhoCan(all []form.Who) string {
	labels := make([]string, len(all))
	for i, who := range all {
		labels[i] = who.Label()
	}
	return strings.Join(labels, ", ")
}

// OutOfHours warns that an urgent referral is too late for today, and says whom
// to telephone. It shows nothing where that is not so.
func OutOfHours(r referral.Referral, rules referral.Rules) template.HTML {
	for _, kind := range r.Kinds {
		triage := rules.Triage(r, kind)
		if triage.MissesSameDay(r.Sent) {
			return govuk.WarningText{
				Text: "This is urgent, but the team is closed until " + workingtime.InLondon(triage.Targets.Contact, "3:04pm on Monday 2 January 2006") +
					". If it cannot wait, telephone the emergency duty team now on " + rules.Council.DutyTelephone + ". If anyone is in danger, call 999.",
			}.Render()
		}
	}
	return ""
}
