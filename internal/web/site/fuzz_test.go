package site

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
	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/handover"
	"assistive-referrals/internal/intake"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
	"assistive-referrals/internal/web/display"
	"assistive-referrals/internal/web/formview"
	"assistive-referrals/internal/web/referpage"
	"assistive-referrals/internal/web/signinpage"
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
	browser
	web.Route
	path, from string // its address, and that of the page whose form it answers
	draft      aDraft
	reference  referral.Reference
	means      map[string]string // what somebody types there who means well
	brought    *http.Cookie      // what a case system's page brought
}

// do sends a request as the place's browser does, with what was brought.
func (p place) do(r *http.Request) page {
	p.t.Helper()
	if p.brought != nil {
		r.AddCookie(p.brought)
	}
	return p.browser.do(r)
}

func (p place) get(path string) page {
	p.t.Helper()
	return p.do(httptest.NewRequest(http.MethodGet, path, nil))
}

// handedOver is a document of the case system about somebody of whom it says text.
func (p place) handedOver(text string) string {
	return p.made(func(c *casesystem.Claims) {
		if len(text) < handover.MaxSize/8 {
			c.Person["full-name"], c.Person["address"] = text, text
		}
	})
}

// meant is who uses a page, how far a strand then is, and what they type, where neither
// strandForms nor caseForms say so.
var meant = map[string]formCase{
	"duplicate":     {who: otherOT, from: waiting},
	"reassign":      {who: manager, from: claimed},
	"tell-referrer": {who: therapist, from: unreached},
	"audit":         {who: therapist},
	"assign":        {who: manager, from: waiting},
	"worklist":      {who: therapist, from: waiting},
	"claim":         {who: therapist, from: waiting},
	"claim-next":    {who: therapist, from: waiting},
	"away":          {who: therapist, from: claimed, typed: map[string]string{"until-day": "7", "until-month": "12", "until-year": "2026"}},
	"find":          {who: dataOfficer, from: claimed, typed: map[string]string{"number": "", "born-year": "1941"}},
	"shortcuts":     {who: therapist, from: waiting, typed: map[string]string{"shortcuts": "off"}}, // a button
}

// placeOf makes a route's place on a site of its own, about somebody of whom text is said
// wherever the form takes it.
func placeOf(t *testing.T, rt web.Route, c *chooser, text string) place {
	p := place{Route: rt, browser: newSite(t).nobody(), path: strings.SplitN(rt.Pattern, " ", 2)[1]}
	last := p.path[strings.LastIndex(p.path, "/")+1:]
	usual, before := formCase{who: socialWorker, from: stageFor(rt)}, []referral.CaseChange(nil)
	for _, form := range strandForms {
		if form.name == last {
			usual = form
		}
	}
	for _, form := range caseForms {
		if form.name == last {
			usual, before = formCase{who: form.who, from: claimed, typed: form.typed}, form.before
		}
	}
	if form, stated := meant[last]; stated {
		usual = form
	}
	p.means = usual.typed
	said := p.saidOf(text, last == "another")
	about := rt.On == web.OnCase || rt.On == web.OnStrand || rt.May == access.SeeList || rt.May == access.Find || rt.May == access.Repair || rt.May == access.Reassign || rt.May == access.ClaimIt
	switch {
	case rt.May == access.AuditIt:
		p.reference = p.ordered()
	case about:
		p.begun(said, usual.from, before, last == "duplicate")
	}
	p.browser = p.signIn(p.whoMay(usual.who))
	if rt.On == web.OnDraft {
		p.draft = p.begin()
		for _, section := range intake.Sections() {
			p.saveAnswers(p.draft.id(), section, said)
		}
	}
	p.path = p.named(p.path, c)
	if strings.Contains(p.path, "{arrival}") {
		var arrived page
		arrived, p.brought = p.bring(p.handedOver(text))
		p.path = arrived.must(http.StatusSeeOther).location
	}
	p.from = p.formOf()
	return p
}

// saidOf answers the form with text wherever it takes it.
func (p place) saidOf(text string, onWard bool) referral.Answers {
	said := margaret(tech, referral.VRSessions, referral.DigitalSupport)
	if onWard {
		said["where-now"], said["ward"], said["discharge-date"] = []string{"hospital"}, []string{"Ward 4"}, []string{"2026-12-01"}
	}
	typed := strings.TrimSpace(strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), ""))
	at := intake.Context{Now: p.clock(), Role: referral.SocialWorker}
	for _, section := range intake.Sections() {
		for _, f := range section.Fields {
			if f.Control != intake.Text && f.Control != intake.TextArea || typed == "" {
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
func (p *place) begun(said referral.Answers, far stage, before []referral.CaseChange, twice bool) {
	p.signIn(otherOT) // who can be given something
	if twice {
		p.take(p.open(socialWorker, said), tech, claimed)
		p.at(p.clock().Add(time.Hour))
	}
	p.reference = p.open(socialWorker, said)
	if p.May == access.Repair {
		p.giveUp(p.reference, tech)
		return
	}
	if far == toCollect {
		far, before = inPlace, []referral.CaseChange{deathOf("2026-11-20")}
	}
	p.take(p.reference, tech, far)
	p.settle(p.reference, referral.Kinds()...)
	if p.May == access.SeeSecret {
		p.storeCode(p.reference, theCode)
	}
	for _, change := range before {
		p.changeWhole(p.reference, socialWorker.Actor, change)
	}
	p.settle(p.reference, referral.Kinds()...)
}

// formOf returns the address of the page that has the form which the place answers.
func (p place) formOf() string {
	for _, from := range []string{p.path, "/referral/start", web.PathOfCase(p.reference), "/worklist", "/operations", "/worklist/views"} {
		if slices.ContainsFunc((&app{}).routes(), func(rt web.Route) bool { return rt.Pattern == "GET "+from }) || from != p.path || strings.HasPrefix(p.Pattern, "GET ") {
			if strings.Contains(p.get(from).html, `action="`+p.path+`"`) {
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
		if c, strands, err = p.store.Case(p.t.Context(), p.reference); err != nil {
			p.t.Fatal(err)
		}
	}
	for _, who := range append([]referral.Referrer{usually, therapist}, everybody...) {
		person := access.Person{ID: who.ID, Roles: []referral.Role{who.Role}, Team: referral.Team(who.Team)}
		switch {
		case p.May == "":
			return who
		case p.On == web.OnStrand && person.Allowed(p.May, person.To(c, p.strand(p.reference, tech))...),
			p.On == web.OnCase && person.Allowed(p.May, person.ToCase(c, strands)...),
			p.On != web.OnStrand && p.On != web.OnCase && person.Ever(p.May):
			return who
		}
	}
	return usually
}

// saveAnswers puts answers into a section of a draft, as they are.
func (b browser) saveAnswers(draft string, section intake.Section, all referral.Answers) {
	b.t.Helper()
	answers := referral.Answers{}
	for _, f := range section.Fields {
		if values := all[f.Name]; len(values) > 0 {
			answers[f.Name] = values
		}
	}
	owner := b.who()
	header, err := b.store.Draft(b.t.Context(), owner.ID, draft)
	if err == nil {
		_, err = b.store.SaveSection(b.t.Context(), owner.ID, header, casestore.SectionSave{Section: section.Slug, Answers: answers, By: casestore.PageTurn{Page: web.NewIdentifier()}})
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// who is signed in.
func (b browser) who() referral.Referrer {
	b.t.Helper()
	in, err := b.store.SignIn(b.t.Context(), b.secret)
	if err != nil {
		b.t.Fatal(err)
	}
	return in.Referrer
}

// named puts into a path the names of what is there.
func (p place) named(path string, c *chooser) string {
	sections := intake.Sections()
	section := sections[c.below(len(sections))]
	draft, view := web.NewIdentifier(), web.NewIdentifier()
	if p.draft.path != "" {
		draft = p.draft.id()
	}
	if strings.Contains(path, "{file}") {
		owner, of := p.who(), draft
		if p.reference != "" {
			c, _, err := p.store.Case(p.t.Context(), p.reference)
			if err != nil {
				p.t.Fatal(err)
			}
			owner, of = c.Referrer, c.Draft
		}
		if err := p.store.AddAttachment(p.t.Context(), owner.ID, of, referral.Attachment{ID: fileOne, What: "other", Note: marker + " <b>", By: owner.Actor}); err != nil {
			p.t.Fatal(err)
		}
	}
	if strings.Contains(path, "{view}") {
		saved, err := url.Parse(p.save(marker+" <b>", "list=waiting", false))
		if err != nil {
			p.t.Fatal(err)
		}
		view = saved.Query().Get("view")
	}
	if path == signinpage.ContinuePath {
		draft = p.begin().id()
		err := p.store.ParkForm(p.t.Context(), casestore.ParkedForm{
			ID: web.NewIdentifier(), In: casestore.ParkedFormsKeyOf(p.secret), Who: p.who().ID, Path: "/referral/" + draft + "/needs", Body: "immediate-risk=no&concerns=none&why-now=" + marker,
			Parked: p.clock().UTC(), Until: p.clock().Add(signinpage.ParkedLife).UTC(),
		})
		if err != nil {
			p.t.Fatal(err)
		}
	}
	return strings.NewReplacer("{$}", "", "{draft}", draft, "{reference}", string(p.reference), "{strand}", string(tech), "{figure}", "waiting.csv",
		"{section}", section.Slug, "{file}", fileOne, "{view}", view).Replace(path)
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
	routes := (&app{}).routes()
	f.Fuzz(func(t *testing.T, n uint16, choices []byte, text string) {
		choose := chooser(choices)
		misused(t, routes[int(n)%len(routes)], &choose, text)
	})
}

// Each page once with a hostile text wherever something can be typed and all else as it
// should be, so that it is kept and shown; and once with everything wrong.
func TestEveryPageMisused(t *testing.T) {
	taken := map[string]bool{}
	for i, rt := range (&app{}).routes() {
		t.Run(rt.Pattern, func(t *testing.T) {
			usual := misused(t, rt, new(chooser), hostile[i%6])
			if usual.status == http.StatusSeeOther || usual.status == http.StatusOK {
				taken[rt.Pattern] = true
			}
			misused(t, rt, &chooser{byte(i), 3, byte(i), 3, 2, 5, 3, 1, 7, 2, 2, 3, 6, 9, 3, 5, 2}, hostile[(i+11)%len(hostile)])
		})
	}
	for _, rt := range (&app{}).routes() {
		if strings.HasPrefix(rt.Pattern, "POST ") && !taken[rt.Pattern] {
			t.Errorf("%s: nothing hostile was taken, so that nothing of it was kept and shown: say in meant what is usually typed there", rt.Pattern)
		}
	}
}

// misused sends to a page, or asks of it, what is chosen, holds all that comes of it to
// being harmless, and returns the answer.
func misused(t *testing.T, rt web.Route, choose *chooser, text string) page {
	p := placeOf(t, rt, choose, text)
	posts := strings.HasPrefix(p.Pattern, http.MethodPost)
	var answer page
	if posts {
		answer = p.send(choose, text)
	} else {
		answer = p.ask(choose, text)
	}
	p.check(p.Pattern, answer)
	for _, c := range (&http.Response{Header: answer.header}).Cookies() {
		if strings.HasPrefix(c.Name, "hand-over-") {
			p.brought = c
		}
	}
	if answer.status == http.StatusSeeOther && strings.HasPrefix(answer.location, "/") {
		p.check(p.Pattern+", and then "+answer.location, p.get(answer.location))
	}
	if posts {
		p.checkAfterwards()
	}
	return answer
}

// send fills in the page's form and sends it.
func (p place) send(choose *chooser, text string) page {
	form := url.Values{}
	shown := p.get(p.from)
	p.check("the page of "+p.Pattern, shown)
	fields, site := controls(shown.html, p.path), "same-origin"
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
		p.at(p.clock().Add(48 * time.Hour)) // signed out meanwhile
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
		r.Header.Set("Origin", cases)
	}
	if choose.below(6) == 1 {
		r.Header.Set("Accept", "application/json")
	}
	return p.do(r)
}

// ask asks for the page with an address that somebody has changed.
func (p place) ask(choose *chooser, text string) page {
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
func (p place) check(what string, answer page) {
	p.t.Helper()
	if strings.HasSuffix(what, "/sign-in") && answer.status == http.StatusServiceUnavailable {
		return // the identity provider of these tests answers nobody
	}
	for _, wrong := range wrongWith(answer, p.log.String()) {
		p.t.Errorf("%s (%d) %s", what, answer.status, wrong)
	}
}

// checkAfterwards looks at the pages that show what was kept.
func (p place) checkAfterwards() {
	p.t.Helper()
	var paths []string
	if p.draft.path != "" {
		paths = append(paths, p.draft.path, p.draft.path+"/check-answers", p.draft.path+"/print", p.draft.path+"/telephone/ending", p.draft.path+"/documents", "/my-referrals")
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
