package casepage

import (
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/govuk"
)

// notThemWork is the form that says that whoever has died is somebody else.
func (p pages) notThemWork(r *web.Request) caseWork {
	how := display.ShortText(r, govuk.Field{Name: "how", Label: "How do you know?", Hint: "For example: I spoke with them today."}, "Enter how you know that it is somebody else")
	return caseWork{
		name: "not-them", title: "It is somebody else who has died", button: govuk.Button{Text: "It is somebody else"},
		fields: []govuk.Field{how},
		change: func(referral.Case, []referral.Strand) referral.CaseChange {
			return referral.DeathChecked{How: how.Value}
		},
	}
}

func (p pages) notThemAsk(r *web.Request) error { return p.askWhole(r, p.notThemWork(r)) }

func (p pages) notThemSave(r *web.Request) error { return p.actWhole(r, p.notThemWork(r)) }
