package notify_test

import (
	"slices"
	"strings"
	"testing"

	"assistive-referrals/infra/local/notifyserver"
	"assistive-referrals/internal/notify"
)

var facts = notify.Facts{
	Reference: "7K3Q-9M2P", ServiceURL: "https://referrals.example.org/", Kind: "Assistive technology", Outcome: "Approved",
	KeptUntil: "23 December 2026",
}

// Every type is sent through the real client to the fake server, which refuses
// an unknown template and incomplete personalisation.
func TestEveryTypeFillsItsTemplate(t *testing.T) {
	seen := map[string]bool{}
	for _, typ := range notify.Types() {
		if seen[typ.Code] {
			t.Errorf("%s is stated twice", typ.Code)
		}
		seen[typ.Code] = true
		if len(typ.Audiences) == 0 || len(typ.Templates) == 0 {
			t.Errorf("%s has no audience or no template", typ.Code)
		}
		for channel := range typ.Templates {
			t.Run(typ.Code+" by "+string(channel), func(t *testing.T) {
				r := newRig(t, apiKey)
				to := "someone@example.org"
				if channel == notify.SMS {
					to = "07700 900123"
				}
				m, err := typ.Message(notifyserver.TemplateIDs(), notify.Address{Channel: channel, To: to}, "owed-1", facts)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := r.client.Send(t.Context(), m); err != nil {
					t.Fatal(err)
				}
				sent := r.server.Sent()[0]
				whole := sent.Subject + "\n" + sent.Body
				if typ.Code == "draft-about-to-expire" {
					if !strings.Contains(whole, "until 23 December 2026") || !strings.Contains(whole, "https://referrals.example.org/my-referrals\n") || strings.Contains(whole, "7K3Q") {
						t.Errorf("a draft has a date, a list and no reference: %q", whole)
					}
					return
				}
				if !strings.Contains(whole, "7K3Q-9M2P") {
					t.Errorf("no reference in %q", whole)
				}
				if slices.Contains(typ.Audiences, notify.ToPerson) {
					if !strings.Contains(whole, "Approved") || strings.Contains(whole, "/case/") {
						t.Errorf("the person is to read the outcome, and has no sign-in for a link: %q", whole)
					}
					return
				}
				if !strings.Contains(whole, "https://referrals.example.org/case/7K3Q-9M2P\n") {
					t.Errorf("no link in %q", whole)
				}
				if strings.Contains(whole, "Approved") {
					t.Errorf("staff read the outcome after they sign in, not in %q", whole)
				}
			})
		}
	}
}

func TestEveryTemplateHasAType(t *testing.T) {
	used := map[string]bool{}
	for _, typ := range notify.Types() {
		for _, key := range typ.Templates {
			used[key] = true
		}
	}
	for key := range notifyserver.TemplateIDs() {
		if !used[key] {
			t.Errorf("no type uses template %s", key)
		}
	}
}

func TestMessageRefuses(t *testing.T) {
	ids := notifyserver.TemplateIDs()
	toMailbox := notify.Address{Channel: notify.Email, To: "team@example.org"}
	tests := map[string]struct {
		ids   map[string]string
		to    notify.Address
		facts func(*notify.Facts)
		says  string
	}{
		"a channel it does not use": {ids, notify.Address{Channel: notify.SMS, To: "07700 900123"}, func(*notify.Facts) {}, `not sent by "sms"`},
		"no template id":            {map[string]string{}, toMailbox, func(*notify.Facts) {}, "no template id is configured for decided"},
		"no reference":              {ids, toMailbox, func(f *notify.Facts) { f.Reference = "" }, "decided needs"},
		"no service URL":            {ids, toMailbox, func(f *notify.Facts) { f.ServiceURL = "" }, "decided needs link"},
		"no kind":                   {ids, toMailbox, func(f *notify.Facts) { f.Kind = "" }, "decided needs kind"},
	}
	decided, ok := notify.TypeFor("decided")
	if !ok {
		t.Fatal("no type decided")
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := facts
			tt.facts(&f)
			_, err := decided.Message(tt.ids, tt.to, "owed-1", f)
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want %q", err, tt.says)
			}
		})
	}
}

func TestTypeForUnknownCode(t *testing.T) {
	if got, ok := notify.TypeFor("no-such"); ok {
		t.Errorf("got %v", got)
	}
}

func TestCheckTemplatesNamesWhatIsMissing(t *testing.T) {
	ids := notifyserver.TemplateIDs()
	if err := notify.CheckTemplates(ids); err != nil {
		t.Error(err)
	}
	delete(ids, "withdrawn")
	delete(ids, "decision-for-person-sms")
	err := notify.CheckTemplates(ids)
	if err == nil || !strings.HasSuffix(err.Error(), "for decision-for-person-sms, withdrawn") {
		t.Errorf("got %v", err)
	}
}
