package site_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"assistive-referrals/infra/local/casesystem"
	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/form"
	"assistive-referrals/internal/handover"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/referpage"
	"assistive-referrals/internal/web/signinpage"
	"assistive-referrals/internal/web/site"
)

// chooser turns what a fuzzer gives into choices: 0 when it has none left, which is
// always the usual thing.
type chooser []byte

func (c *chooser) below(n int) int {
	if len(*c) == 0 {
		return 0
	}
	first := int((*c)[0])
	*c = (*c)[1:]
	return first % n
}

// place is a route with everything there that its page is about.
type place struct {
	webtest.Browser
	web.Route
	path, from string // its address, and that of the page whose form it answers
	draft      webtest.Draft
	reference  referral.Reference
	means      map[string]string // what somebody types there who means well
	brought    *http.Cookie      // what a case system's page brought
}

// do sends a request as the place's browser does, with what was brought.
func (p place) do(r *http.Request) webtest.Page {
	p.T.Helper()
	if p.brought != nil {
		r.AddCookie(p.brought)
	}
	return p.Browser.Do(r)
}

func (p place) get(path string) webtest.Page {
	p.T.Helper()
	return p.do(httptest.NewRequest(http.MethodGet, path, nil))
}

// handedOver is a document of the case system about somebody of whom it says text.
func (p place) handedOver(text string) string {
	return p.Made(func(c *casesystem.Claims) {
		if len(text) < handover.MaxSize/8 {
			c.Person["full-name"], c.Person["address"] = text, text
		}
	})
}

// meant is who uses a page, how far a strand then is, and what they type, where neither
// strandForms nor caseForms say so.
var meant = map[string]webtest.FormCase{
	"duplicate":     {Who: webtest.OtherOT, From: webtest.Waiting},
	"reassign":      {Who: webtest.Manager, From: webtest.Claimed},
	"tell-referrer": {Who: webtest.Therapist, From: webtest.Unreached},
	"audit":         {Who: webtest.Therapist},
	"assign":        {Who: webtest.Manager, From: webtest.Waiting},
	"worklist":      {Who: webtest.Therapist, From: webtest.Waiting},
	"claim":         {Who: webtest.Therapist, From: webtest.Waiting},
	"claim-next":    {Who: webtest.Therapist, From: webtest.Waiting},
	"away":          {Who: webtest.Therapist, From: webtest.Claimed, Typed: map[string]string{"until-day": "7", "until-month": "12", "until-year": "2026"}},
	"find":          {Who: webtest.DataOfficer, From: webtest.Claimed, Typed: map[string]string{"number": "", "born-year": "1941"}},
	"shortcuts":     {Who: webtest.Therapist, From: webtest.Waiting, Typed: map[string]string{"shortcuts": "off"}}, // a button
}

// placeOf makes a route's place on a site of its own, about somebody of whom text is said
// wherever the form takes it.
func placeOf(t *testing.T, rt web.Route, c *chooser, text string) place {
	p := place{Route: rt, Browser: webtest.New(t).Nobody(), path: strings.SplitN(rt.Pattern, " ", 2)[1]}
	last := p.path[strings.LastIndex(p.path, "/")+1:]
	usual, before := webtest.FormCase{Who: webtest.SocialWorker, From: stageFor(rt)}, []referral.CaseChange(nil)
	for _, form := range webtest.StrandForms {
		if form.Name == last {
			usual = form
		}
	}
	for _, form := range webtest.CaseForms {
		if form.Name == last {
			usual, before = webtest.FormCase{Who: form.Who, From: webtest.Claimed, Typed: form.Typed}, form.Before
		}
	}
	if form, stated := meant[last]; stated {
		usual = form
	}
	p.means = usual.Typed
	said := p.saidOf(text, last == "another")
	about := rt.On == web.OnCase || rt.On == web.OnStrand || rt.May == access.SeeList || rt.May == access.Find || rt.May == access.Repair || rt.May == access.Reassign || rt.May == access.ClaimIt
	switch {
	case rt.May == access.AuditIt:
		p.reference = p.Ordered()
	case about:
		p.begun(said, usual.From, before, last == "duplicate")
	}
	p.Browser = p.SignIn(p.whoMay(usual.Who))
	if rt.On == web.OnDraft {
		p.draft = p.Begin()
		for _, section := range intake.Sections() {
			saveAnswers(p.Browser, p.draft.Id(), section, said)
		}
	}
	p.path = p.named(p.path, c)
	if strings.Contains(p.path, "{arrival}") {
		var arrived webtest.Page
		arrived, p.brought = p.Bring(p.handedOver(text))
		p.path = arrived.Must(http.StatusSeeOther).Location
	}
	p.from = p.formOf()
	return p
}

// saidOf answers the form with text wherever it takes it.
func (p place) saidOf(text string, onWard bool) referral.Answers {
	said := webtest.Margaret(webtest.Tech, referral.VRSessions, referral.DigitalSupport)
	if onWard {
		said["where-now"], said["ward"], said["discharge-date"] = []string{"hospital"}, []string{"Ward 4"}, []string{"2026-12-01"}
	}
	typed := strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), ""))
	at := intake.At(webtest.Rules(), p.Clock(), referral.SocialWorker)
	for _, section := range intake.Sections() {
		for _, f := range section.Fields {
			if f.Control != form.Text && f.Control != form.TextArea || typed == "" {
				continue
			}
			before := len(section.Check(said, at))
			was, had := said[f.Name]
			said[f.Name] = []string{typed}
			if len(section.Check(said, at)) > before {
				if delete(said, f.Name); had {
					said[f.Name] = was
				}
			}
		}
	}
	return said
}

// begun makes the case that a page is about.
func (p *place) begun(said referral.Answers, far webtest.Stage, before []referral.CaseChange, twice bool) {
	p.SignIn(webtest.OtherOT) // who can be given something
	if twice {
		p.Take(p.Open(webtest.SocialWorker, said), webtest.Tech, webtest.Claimed)
		p.At(p.Clock().Add(time.Hour))
	}
	p.reference = p.Open(webtest.SocialWorker, said)
	if p.May == access.Repair {
		p.GiveUp(p.reference, webtest.Tech)
		return
	}
	if far == webtest.ToCollect {
		far, before = webtest.InPlace, []referral.CaseChange{webtest.DeathOf("2026-11-20")}
	}
	p.Take(p.reference, webtest.Tech, far)
	p.Settle(p.reference, referral.Kinds()...)
	if p.May == access.SeeSecret {
		p.StoreCode(p.reference, webtest.TheCode)
	}
	for _, change := range before {
		p.ChangeWhole(p.reference, webtest.SocialWorker.Actor, change)
	}
	p.Settle(p.reference, referral.Kinds()...)
}

// formOf returns the address of the page that has the form which the place answers.
func (p place) formOf() string {
	for _, from := range []string{p.path, "/referral/start", web.PathOfCase(p.reference), "/worklist", "/operations", "/worklist/views"} {
		if slices.ContainsFunc(site.Routes(), func(rt web.Route) bool { return rt.Pattern == "GET "+from }) || from != p.path || strings.HasPrefix(p.Pattern, "GET ") {
			if strings.Contains(p.get(from).Html, `action="`+p.path+`"`) {
				return from
			}
		}
	}
	return p.path
}

// whoMay returns somebody who may use the route: whoever usually does, if they may.
func (p place) whoMay(usually referral.Referrer) referral.Referrer {
	var c referral.Case
	var strands []referral.Strand
	if p.reference != "" {
		var err error
		if c, strands, err = p.Store.Case(p.T.Context(), p.reference); err != nil {
			p.T.Fatal(err)
		}
	}
	for _, who := range append([]referral.Referrer{usually, webtest.Therapist}, webtest.Everybody...) {
		person := access.Person{ID: who.ID, Roles: []referral.Role{who.Role}, Team: referral.Team(who.Team)}
		switch {
		case p.May == "":
			return who
		case p.On == web.OnStrand && person.Allowed(p.May, person.To(c, p.Strand(p.reference, webtest.Tech))...),
			p.On == web.OnCase && person.Allowed(p.May, person.ToCase(c, strands)...),
			p.On != web.OnStrand && p.On != web.OnCase && person.Ever(p.May):
			return who
		}
	}
	return usually
}

// saveAnswers puts answers into a section of a draft, as they are.
func saveAnswers(b webtest.Browser, draft string, section form.Section, all referral.Answers) {
	b.T.Helper()
	answers := referral.Answers{}
	for _, f := range section.Fields {
		if values := all[f.Name]; len(values) > 0 {
			answers[f.Name] = values
		}
	}
	owner := who(b)
	header, err := b.Store.Draft(b.T.Context(), owner.ID, draft)
	if err == nil {
		_, err = b.Store.SaveSection(b.T.Context(), owner.ID, header, casestore.SectionSave{Section: section.Slug, Answers: answers, By: casestore.PageTurn{Page: web.NewIdentifier()}})
	}
	if err != nil {
		b.T.Fatal(err)
	}
}

// who is signed in.
func who(b webtest.Browser) referral.Referrer {
	b.T.Helper()
	in, err := b.Store.SignIn(b.T.Context(), b.Secret)
	if err != nil {
		b.T.Fatal(err)
	}
	return in.Referrer
}

// named puts into a path the names of what is there.
func (p place) named(path string, c *chooser) string {
	sections := intake.Sections()
	section := sections[c.below(len(sections))]
	draft, view := web.NewIdentifier(), web.NewIdentifier()
	if p.draft.Path != "" {
		draft = p.draft.Id()
	}
	if strings.Contains(path, "{file}") {
		owner, of := who(p.Browser), draft
		if p.reference != "" {
			c, _, err := p.Store.Case(p.T.Context(), p.reference)
			if err != nil {
				p.T.Fatal(err)
			}
			owner, of = c.Referrer, c.Draft
		}
		if err := p.Store.AddAttachment(p.T.Context(), owner.ID, of, referral.Attachment{ID: webtest.FileOne, What: "other", Note: marker + " <b>", By: owner.Actor}); err != nil {
			p.T.Fatal(err)
		}
	}
	if strings.Contains(path, "{view}") {
		saved, err := url.Parse(p.Save(marker+" <b>", "list=waiting", false))
		if err != nil {
			p.T.Fatal(err)
		}
		view = saved.Query().Get("view")
	}
	if path == signinpage.ContinuePath {
		draft = p.Begin().Id()
		err := p.Store.ParkForm(p.T.Context(), casestore.ParkedForm{
			ID: web.NewIdentifier(), In: casestore.ParkedFormsKeyOf(p.Secret), Who: who(p.Browser).ID, Path: "/referral/" + draft + "/needs", Body: "immediate-risk=no&concerns=none&why-now=" + marker,
			Parked: p.Clock().UTC(), Until: p.Clock().Add(signinpage.ParkedLife).UTC(),
		})
		if err != nil {
			p.T.Fatal(err)
		}
	}
	return strings.NewReplacer("{$}", "", "{draft}", draft, "{reference}", string(p.reference), "{strand}", string(webtest.Tech), "{figure}", "waiting.csv",
		"{section}", section.Slug, "{file}", webtest.FileOne, "{view}", view).Replace(path)
}

// control is an input of a page, with what can be chosen or stands in it.
type control struct {
	name, kind, mode string
	offered          []string
}

// controls are the inputs of the page's form that is sent there, in order, or of all its
// forms.
func controls(source, action string) []control {
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return nil
	}
	for n := range root.Descendants() {
		if n.Data == "form" && slices.Contains(n.Attr, html.Attribute{Key: "action", Val: action}) && slices.Contains(n.Attr, html.Attribute{Key: "method", Val: "post"}) {
			root = n
			break
		}
	}
	var all []control
	for n := range root.Descendants() {
		var c control
		value := ""
		for _, a := range n.Attr {
			switch a.Key {
			case "name":
				c.name = a.Val
			case "type":
				c.kind = a.Val
			case "inputmode":
				c.mode = a.Val
			case "value":
				value = a.Val
			}
		}
		if n.Data == "textarea" || n.Data == "select" {
			c.kind = n.Data
		}
		if c.name == "" || n.Data == "meta" || n.Data == "button" {
			continue
		}
		if i := slices.IndexFunc(all, func(o control) bool { return o.name == c.name && o.kind == c.kind }); i >= 0 {
			all[i].offered = append(all[i].offered, value)
			continue
		}
		c.offered = []string{value}
		for o := range n.Descendants() {
			for _, a := range o.Attr {
				if o.Data == "option" && a.Key == "value" {
					c.offered = append(c.offered, a.Val)
				}
			}
		}
		all = append(all, c)
	}
	return all
}

// usual is what somebody puts into the control who means well; of what is free, text.
func (c control) usual(means map[string]string, text string) string {
	meant, stated := means[c.name]
	choice := c.kind == "radio" || c.kind == "checkbox" || c.kind == "select"
	part := strings.HasSuffix(c.name, "-day") || strings.HasSuffix(c.name, "-month") || strings.HasSuffix(c.name, "-year")
	switch {
	case stated && (choice || part || meant == "" || c.name == "at" || c.name == "minutes"):
		return strings.Split(meant, "|")[0]
	case c.kind == "hidden":
		return c.offered[len(c.offered)-1]
	case choice:
		return c.offered[0]
	case c.kind == "email":
		return "someone@example.org"
	case c.kind == "tel":
		return "01632 960001"
	case strings.HasSuffix(c.name, "-day"):
		return "23"
	case strings.HasSuffix(c.name, "-month"):
		return "11"
	case strings.HasSuffix(c.name, "-year"):
		return "2026"
	case c.name == "at":
		return "10am"
	case strings.Contains(c.name, "postcode"):
		return "ZY1 3AB"
	case c.mode == "numeric":
		return "3"
	}
	return text
}

// misuse puts something into a form where the control stands: the usual thing first of
// what can be chosen.
func (c control) misuse(form url.Values, choose *chooser, means map[string]string, text string) {
	usual := c.usual(means, text)
	switch choose.below(10) {
	case 0, 1:
		form.Add(c.name, usual)
	case 2:
		form.Add(c.name, text)
	case 3:
		form.Add(c.name, hostile[choose.below(len(hostile))])
	case 4: // it is not there
	case 5:
		form[c.name] = append(form[c.name], usual, text, usual, "")
	case 6:
		form.Add(c.name, strings.Repeat("é"+marker, 400*(1+choose.below(100))))
	case 7:
		form.Add(c.name, []string{"-1", "0", "99999999999999999999", "1e9", "NaN", "0x10", "٣", "true", "null"}[choose.below(9)])
	case 8:
		form.Add(c.name, c.offered[choose.below(len(c.offered))])
	case 9:
		form.Add(c.name+"[]", text)
		form.Add(text, usual)
	}
}

// besides are names that forms of this service know, and some that none does.
var besides = []string{"from", "then", "to", "list", "team", "view", "query", "shown", "request", "version", "turn", "done", "form", "draft", "by", "id", "reference", "strand", "section", "for", "short", "weeks", "at", "add", "remove", "state", "code", "as", "__proto__", "*", ""}

// thens are what the buttons of our pages ask for.
var thens = []string{formview.ThenStay, formview.ThenFits, "leave", "ending", formview.ThenFindAddress, marker}

// FuzzEveryPage: whatever is sent to whichever page, by somebody who may use it, it is
// never an error of ours, nothing of it comes out as anything but text, on the answer
// and on the pages that show it afterwards, and nothing of it is logged.
func FuzzEveryPage(f *testing.F) {
	for i, text := range hostile {
		f.Add(uint16(i*7), []byte{byte(i), 0, 3, byte(i), 2, 5, 1, 7}, text)
	}
	routes := site.Routes()
	f.Fuzz(func(t *testing.T, n uint16, choices []byte, text string) {
		choose := chooser(choices)
		misused(t, routes[int(n)%len(routes)], &choose, text)
	})
}

// Each page once with a hostile text wherever something can be typed and all else as it
// should be, so that it is kept and shown; and once with everything wrong.
func TestEveryPageMisused(t *testing.T) {
	taken := map[string]bool{}
	for i, rt := range site.Routes() {
		t.Run(rt.Pattern, func(t *testing.T) {
			usual := misused(t, rt, new(chooser), hostile[i%6])
			if usual.Status == http.StatusSeeOther || usual.Status == http.StatusOK {
				taken[rt.Pattern] = true
			}
			misused(t, rt, &chooser{byte(i), 3, byte(i), 3, 2, 5, 3, 1, 7, 2, 2, 3, 6, 9, 3, 5, 2}, hostile[(i+11)%len(hostile)])
		})
	}
	for _, rt := range site.Routes() {
		if strings.HasPrefix(rt.Pattern, "POST ") && !taken[rt.Pattern] {
			t.Errorf("%s: nothing hostile was taken, so that nothing of it was kept and shown: say in meant what is usually typed there", rt.Pattern)
		}
	}
}

// misused sends to a page, or asks of it, what is chosen, holds all that comes of it to
// being harmless, and returns the answer.
func misused(t *testing.T, rt web.Route, choose *chooser, text string) webtest.Page {
	p := placeOf(t, rt, choose, text)
	posts := strings.HasPrefix(p.Pattern, http.MethodPost)
	var answer webtest.Page
	if posts {
		answer = p.send(choose, text)
	} else {
		answer = p.ask(choose, text)
	}
	p.check(p.Pattern, answer)
	for _, c := range (&http.Response{Header: answer.Header}).Cookies() {
		if strings.HasPrefix(c.Name, "hand-over-") {
			p.brought = c
		}
	}
	if answer.Status == http.StatusSeeOther && strings.HasPrefix(answer.Location, "/") {
		p.check(p.Pattern+", and then "+answer.Location, p.get(answer.Location))
	}
	if posts {
		p.checkAfterwards()
	}
	return answer
}

// send fills in the page's form and sends it.
func (p place) send(choose *chooser, text string) webtest.Page {
	form := url.Values{}
	shown := p.get(p.from)
	p.check("the page of "+p.Pattern, shown)
	fields, site := controls(shown.Html, p.path), "same-origin"
	if p.path == referpage.HandOverPath { // its form is the case system's
		fields, site = []control{{name: "document", kind: "hidden", offered: []string{p.handedOver(text)}}}, "cross-site"
	}
	for _, c := range fields {
		c.misuse(form, choose, p.means, text)
	}
	if last := p.means["shortcuts"]; last != "" {
		form.Set("shortcuts", last)
	}
	switch choose.below(6) {
	case 1:
		form.Set("then", thens[choose.below(len(thens))])
	case 2:
		form.Add(besides[choose.below(len(besides))], text)
	case 3:
		p.At(p.Clock().Add(48 * time.Hour)) // signed out meanwhile
	}
	body := form.Encode()
	switch choose.below(8) {
	case 1:
		body = text
	case 2:
		body += "&%zz=" + marker + "%"
	}
	r := httptest.NewRequest(http.MethodPost, p.path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", site)
	if site == "cross-site" {
		r.Header.Set("Origin", webtest.Cases)
	}
	if choose.below(6) == 1 {
		r.Header.Set("Accept", "application/json")
	}
	return p.do(r)
}

// ask asks for the page with an address that somebody has changed.
func (p place) ask(choose *chooser, text string) webtest.Page {
	query := url.Values{}
	for range choose.below(6) {
		name, value := besides[choose.below(len(besides))], text
		if choose.below(3) == 1 {
			value = hostile[choose.below(len(hostile))]
		}
		query.Add(name, value)
	}
	path := p.path
	if parts := strings.Split(path, "/"); choose.below(4) == 1 {
		parts[1+choose.below(len(parts)-1)] = url.PathEscape(text)
		path = strings.Join(parts, "/")
	}
	address := &url.URL{Path: "/", RawQuery: query.Encode()}
	if parsed, err := url.Parse(path); err == nil && parsed.Host == "" && strings.HasPrefix(parsed.Path, "/") {
		address.Path, address.RawPath = parsed.Path, parsed.RawPath
	}
	return p.get(address.RequestURI())
}

// check holds an answer to being harmless.
func (p place) check(what string, answer webtest.Page) {
	p.T.Helper()
	if strings.HasSuffix(what, "/sign-in") && answer.Status == http.StatusServiceUnavailable {
		return // the identity provider of these tests answers nobody
	}
	for _, wrong := range wrongWith(answer, p.Log.String()) {
		p.T.Errorf("%s (%d) %s", what, answer.Status, wrong)
	}
}

// checkAfterwards looks at the pages that show what was kept.
func (p place) checkAfterwards() {
	p.T.Helper()
	var paths []string
	if p.draft.Path != "" {
		paths = append(paths, p.draft.Path, p.draft.Path+"/check-answers", p.draft.Path+"/print", p.draft.Path+"/telephone/ending", p.draft.Path+"/documents", "/my-referrals")
		if strings.Contains(p.Pattern, "{section}") {
			paths = append(paths, p.path)
		}
	}
	if p.reference != "" {
		paths = append(paths, web.PathOfCase(p.reference), web.PathOfCase(p.reference)+"/print", display.DocumentsOf(p.reference))
	}
	if p.May == access.SeeList {
		paths = append(paths, "/worklist", "/worklist/views")
	}
	for _, path := range paths {
		p.check("after "+p.Pattern+", "+path, p.get(path))
	}
}
