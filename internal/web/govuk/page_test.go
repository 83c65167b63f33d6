package govuk

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"
)

func find(n *html.Node, match func(*html.Node) bool) []*html.Node {
	var all []*html.Node
	for d := range n.Descendants() {
		if match(d) {
			all = append(all, d)
		}
	}
	return all
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func parse(t *testing.T, p Page) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(string(p.Render())))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func element(name string) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.Type == html.ElementNode && n.Data == name }
}

func full() Page {
	name := Input{Name: "name", Label: Label{Text: "Name"}, ErrorMessage: ErrorMessage{Text: "Enter the person's name"}}
	return Page{
		Title: "The person", ServiceName: "Assistive technology referrals", Organisation: "Anytown Council",
		Navigation: []NavigationItem{{Text: "Worklist", Href: "/worklist", Current: true}, {Text: "Referrals", Href: "/referrals"}},
		SignedInAs: "Sam <Smith>", SignOutURL: "/sign-out",
		Phase:       PhaseBanner{Tag: Tag{Text: "Beta"}, Text: "This is a new service."},
		BackLink:    BackLink{Href: "/back"},
		Banner:      NotificationBanner{Text: "Saved"},
		Problems:    ErrorSummary{ErrorList: []ErrorItem{{Text: "Enter the person's name", Href: "#name"}}},
		Content:     Join(Fieldset{Legend: Legend{Text: "The person", IsPageHeading: true}, HTML: name.Render()}),
		FooterLinks: []Link{{Text: "Accessibility statement", Href: "/accessibility"}},
	}
}

func TestPageHasItsLandmarks(t *testing.T) {
	doc := parse(t, full())
	if got := attr(find(doc, element("html"))[0], "lang"); got != "en" {
		t.Errorf("lang is %q", got)
	}
	for name, n := range map[string]int{"main": 1, "h1": 1, "header": 1, "footer": 1, "title": 1} {
		if got := len(find(doc, element(name))); got != n {
			t.Errorf("%d of <%s>, not %d", got, name, n)
		}
	}
	if got := attr(find(doc, element("main"))[0], "id"); got != "main-content" {
		t.Errorf("main's ID is %q", got)
	}
	if got := attr(find(doc, element("a"))[0], "href"); got != "#main-content" {
		t.Errorf("the first link goes to %q: a keyboard user cannot skip", got)
	}
	want := "Error: The person – Assistive technology referrals – Anytown Council"
	if got := find(doc, element("title"))[0].FirstChild.Data; got != want {
		t.Errorf("title is %q, not %q", got, want)
	}
	if !strings.Contains(string(full().Render()), "Signed in as Sam &lt;Smith&gt;") {
		t.Error("who is signed in is not shown, or not escaped")
	}
}

// Without Problems a page is no error, whatever its content.
func TestPageWithoutProblems(t *testing.T) {
	p := full()
	p.Problems = ErrorSummary{}
	if title := find(parse(t, p), element("title"))[0].FirstChild.Data; strings.HasPrefix(title, "Error") {
		t.Errorf("title is %q", title)
	}
	p.Error = true
	if title := find(parse(t, p), element("title"))[0].FirstChild.Data; !strings.HasPrefix(title, "Error: ") {
		t.Errorf("title is %q", title)
	}
}

// The content policy is "default-src 'self'": nothing inline, nothing from elsewhere.
func TestPageNeedsNothingInline(t *testing.T) {
	for _, n := range find(parse(t, full()), func(n *html.Node) bool { return n.Type == html.ElementNode }) {
		if n.Data == "style" || n.Data == "script" && (n.FirstChild != nil || attr(n, "src") == "") {
			t.Errorf("inline <%s>", n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("inline %s on <%s>", a.Key, n.Data)
			}
			if (a.Key == "src" || n.Data == "link" && a.Key == "href") && !strings.HasPrefix(a.Val, AssetsPath) {
				t.Errorf("%s=%q is not an asset of ours", a.Key, a.Val)
			}
		}
	}
}

func TestTextIsEscapedAndAddressesChecked(t *testing.T) {
	const evil = `"><script>alert(1)</script>`
	all := Join(
		Input{Name: evil, Label: Label{Text: evil}, Hint: Hint{Text: evil}, Value: evil, ErrorMessage: ErrorMessage{Text: evil}},
		CharacterCount{Name: evil, Value: "</textarea>" + evil, MaxLength: 9},
		Radios{Name: evil, Items: []Choice{{Value: evil, Text: evil, Hint: Hint{Text: evil}}, {Divider: evil}}},
		Select{Name: evil, Items: []Option{{Value: evil, Text: evil}}},
		Table{Caption: evil, Head: []Cell{{Text: evil}}, Rows: [][]Cell{{{Text: evil, Classes: evil}}}}.Stacked(),
		SummaryList{Rows: []SummaryRow{{Key: Content{Text: evil}, Actions: Actions{Items: []Action{{Text: evil, Href: evil}}}}}, Card: SummaryCard{Title: CardTitle{Text: evil}}},
		NotificationBanner{Text: evil, TitleText: evil, TitleID: evil},
		Timeline{Events: []TimelineEvent{{Title: evil, Byline: evil, Text: evil}}},
		Tag{Text: evil, Attributes: Attributes{"data-x": evil, "onclick": "alert(1)", "style": "x", "a b": "c"}},
		Page{Title: evil, ServiceName: evil, Organisation: evil},
	)
	if strings.Contains(string(all), "<script>alert") {
		t.Error("text became HTML")
	}
	for _, word := range []string{"onclick", " style=", "a b="} {
		if strings.Contains(string(all), word) {
			t.Errorf("attribute %s is written", word)
		}
	}
	if b := (BackLink{Href: "javascript:alert(1)"}).Render(); strings.Contains(string(b), "javascript") {
		t.Errorf("a link runs a script: %s", b)
	}
}

func TestAssets(t *testing.T) {
	dist := fstest.MapFS{}
	if _, err := NewAssets(dist); err == nil || !strings.Contains(err.Error(), "make assets") {
		t.Errorf("an empty folder gives %v", err)
	}
	for _, name := range []string{"app.css", "init.js", "app.js", "govuk-frontend.min.js", "icon.svg"} {
		dist[name] = &fstest.MapFile{Data: []byte(name)}
	}
	a, err := NewAssets(dist)
	if err != nil {
		t.Fatal(err)
	}
	url := a.URL("app.css")
	if !strings.HasPrefix(url, "/assets/app.css?v=") {
		t.Errorf("address is %q", url)
	}
	if page := string(Page{Assets: a}.Render()); !strings.Contains(page, url) {
		t.Error("the page does not use the address")
	}
	for _, c := range []struct {
		method, url string
		status      int
		cache       string
	}{
		{"GET", url, 200, "public, max-age=31536000, immutable"},
		{"HEAD", url, 200, "public, max-age=31536000, immutable"},
		{"GET", "/assets/app.css?v=old", 200, "public, max-age=60"},
		{"GET", "/assets/app.css", 200, "public, max-age=60"},
		{"GET", "/assets/../page.go", 404, ""},
		{"GET", "/assets/", 404, ""},
	} {
		w := httptest.NewRecorder()
		a.ServeHTTP(w, httptest.NewRequest(c.method, c.url, nil))
		if w.Code != c.status || w.Header().Get("Cache-Control") != c.cache {
			t.Errorf("%s %s: %d, %q", c.method, c.url, w.Code, w.Header().Get("Cache-Control"))
		}
		if c.status == http.StatusOK && w.Header().Get("Content-Type") != "text/css; charset=utf-8" {
			t.Errorf("%s is %q", c.url, w.Header().Get("Content-Type"))
		}
	}
	again := httptest.NewRequest("GET", url, nil)
	again.Header.Set("If-None-Match", `"`+strings.TrimPrefix(url, "/assets/app.css?v=")+`"`)
	w := httptest.NewRecorder()
	if a.ServeHTTP(w, again); w.Code != http.StatusNotModified {
		t.Errorf("asked for again: %d", w.Code)
	}
}

// A browser that reads gzip gets the copy that was compressed beforehand; every other
// gets the file, and no cache takes one for the other.
func TestAssetsAreSentCompressed(t *testing.T) {
	dist := fstest.MapFS{}
	for _, name := range []string{"app.css", "init.js", "app.js", "govuk-frontend.min.js", "icon.svg"} {
		dist[name] = &fstest.MapFile{Data: []byte("plain " + name)}
	}
	dist["app.css.gz"] = &fstest.MapFile{Data: []byte("short")}
	a, err := NewAssets(dist)
	if err != nil {
		t.Fatal(err)
	}
	get := func(url, accepts, known string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", url, nil)
		r.Header.Set("Accept-Encoding", accepts)
		r.Header.Set("If-None-Match", known)
		w := httptest.NewRecorder()
		a.ServeHTTP(w, r)
		return w
	}
	for accepts, short := range map[string]bool{
		"gzip, deflate, br": true, "GZIP": true, "br;q=1, gzip;q=0.5": true, "*": true, "deflate, *;q=0.1": true,
		"": false, "br": false, "gzip;q=0": false, "gzip;q=0, *": false, "*, gzip;q=0.0": false, "x-gzip": false, "gzip;q=high": false,
	} {
		w := get(a.URL("app.css"), accepts, "")
		body, encoding := w.Body.String(), w.Header().Get("Content-Encoding")
		if short != (body == "short" && encoding == "gzip") || !short && (body != "plain app.css" || encoding != "") {
			t.Errorf("%q: answered %q as %q", accepts, body, encoding)
		}
		if w.Header().Get("Vary") != "Accept-Encoding" || w.Header().Get("Content-Type") != "text/css; charset=utf-8" {
			t.Errorf("%q: %v", accepts, w.Header())
		}
		if again := get(a.URL("app.css"), accepts, w.Header().Get("ETag")); again.Code != http.StatusNotModified || again.Header().Get("Content-Encoding") != "" {
			t.Errorf("%q: asked again: %d", accepts, again.Code)
		}
	}
	if plain, short := get(a.URL("app.css"), "", ""), get(a.URL("app.css"), "gzip", ""); plain.Header().Get("ETag") == short.Header().Get("ETag") {
		t.Error("both have the same ETag")
	}
	if w := get(a.URL("app.js"), "gzip", ""); w.Body.String() != "plain app.js" || w.Header().Get("Content-Encoding") != "" {
		t.Errorf("without a copy: %q", w.Body)
	}
	if w := get("/assets/app.css.gz", "", ""); w.Code != http.StatusNotFound {
		t.Errorf("the copy by itself: %d", w.Code)
	}
}
