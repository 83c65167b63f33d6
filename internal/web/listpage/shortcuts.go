package listpage

import (
	"net/url"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/web"
)

// shortcutsHelp is the keyboard shortcuts of a list, and whether the person has them.
type shortcutsHelp struct {
	On   bool
	Keys []shortcut
	To   string // where to come back to after they are switched
}

type shortcut struct{ Keys, Does string }

func (d worklistData) shortcuts() shortcutsHelp {
	help := shortcutsHelp{On: !d.settings.ShortcutsOff, To: d.address(d.chosen, d.from), Keys: []shortcut{
		{"j", "Next referral"}, {"k", "Previous referral"}, {"o or Enter", "Open the referral"},
	}}
	if d.mine {
		help.Keys = append(help.Keys, shortcut{"c", "Claim the referral"}, shortcut{"n", "Claim next"})
	}
	for _, known := range listNames {
		if _, offered := d.counts[known.list]; offered {
			name := known.name
			if known.list == casestore.ListClaimed && d.mine {
				name = withColleagues
			}
			help.Keys = append(help.Keys, shortcut{"g then " + known.key, name})
		}
	}
	if d.mine {
		help.Keys = append(help.Keys, shortcut{"g then d", "My day"})
	}
	help.Keys = append(help.Keys, shortcut{"?", "Show this"})
	return help
}

// switchShortcuts switches the keyboard shortcuts of lists on or off, for this person
// in every browser.
func (p pages) switchShortcuts(r *web.Request) error {
	off := r.Posted.Get("shortcuts") == "off"
	if !off && r.Posted.Get("shortcuts") != "on" {
		return web.Failure{Kind: web.Refused, Heading: "We could not read what was sent", Body: "Open the worklist and try again."}
	}
	err := p.Store.ChangeSettings(r.Ctx(), r.Who.Referrer.ID, func(s casestore.Settings) (casestore.Settings, error) {
		s.ShortcutsOff = off
		return s, nil
	})
	if err != nil {
		return err
	}
	to := web.OwnPath(r.Posted.Get("to"))
	if u, err := url.Parse(to); err != nil || u.Path != "/worklist" {
		to = "/worklist"
	}
	return r.GoTo(to)
}
