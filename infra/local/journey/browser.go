package journey

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// browser is one tab of somebody's browser. Tabs of one person share a jar.
type browser struct {
	who     string
	world   World
	jar     *jar
	page    *page
	before  []*page // most recent last
	sending *submission
}

// submission is a request that a page sends.
type submission struct {
	from   *url.URL // the page's address
	method string
	to     *url.URL
	body   url.Values // of a POST
	file   *file      // of a form that sends one
}

// file is what a form sends beside its fields.
type file struct{ name, content string }

// encoded returns the body of a POST and what it is. A file comes last, as a page
// that sends one has it.
func encoded(fields url.Values, sent *file) (body, media string) {
	if sent == nil {
		return fields.Encode(), "application/x-www-form-urlencoded"
	}
	var b strings.Builder
	w := multipart.NewWriter(&b)
	for name, values := range fields {
		for _, value := range values {
			_ = w.WriteField(name, value) // a strings.Builder takes everything
		}
	}
	part, _ := w.CreateFormFile("file", sent.name)
	_, _ = io.WriteString(part, sent.content)
	_ = w.Close()
	return b.String(), w.FormDataContentType()
}

const mostRedirects = 10

// visit asks for an address as if it were typed.
func (b *browser) visit(ctx context.Context, address string) error {
	to, err := url.Parse(address)
	if err != nil {
		return fmt.Errorf("%q is not an address", address)
	}
	if !to.IsAbs() {
		base, err := url.Parse(b.world.Base() + "/")
		if err != nil {
			return fmt.Errorf("the base address: %w", err)
		}
		to = base.ResolveReference(to)
	}
	return b.send(ctx, &submission{method: http.MethodGet, to: to})
}

// send sends a request, follows redirects, and shows the page that comes back.
func (b *browser) send(ctx context.Context, s *submission) error {
	next, err := b.fetch(ctx, s)
	if err != nil {
		return err
	}
	b.turnTo(next)
	return nil
}

func (b *browser) turnTo(next *page) {
	if b.page != nil {
		b.before = append(b.before, b.page)
	}
	b.page = next
}

// fetch is send without showing the page, so that it can run beside another's.
func (b *browser) fetch(ctx context.Context, s *submission) (*page, error) {
	method, to, body, sent := s.method, s.to, s.body, s.file
	for range mostRedirects {
		answer, err := b.request(ctx, s.from, method, to, body, sent)
		if err != nil {
			return nil, err
		}
		location := answer.Header.Get("Location")
		if answer.StatusCode < 300 || answer.StatusCode > 399 || location == "" {
			return b.read(answer, to)
		}
		_ = answer.Body.Close() // what a redirect says is not shown
		if to, err = to.Parse(location); err != nil {
			return nil, fmt.Errorf("the answer leads to %q, which is not an address", location)
		}
		if answer.StatusCode != http.StatusTemporaryRedirect && answer.StatusCode != http.StatusPermanentRedirect {
			method, body, sent = http.MethodGet, nil, nil
		}
	}
	return nil, fmt.Errorf("more than %d redirects, the last to %s", mostRedirects, to.Path)
}

// request sends one request with what a browser adds to it.
func (b *browser) request(ctx context.Context, from *url.URL, method string, to *url.URL, form url.Values, sent *file) (*http.Response, error) {
	body, media := encoded(form, sent)
	target := *to
	target.Fragment = ""
	r, err := http.NewRequestWithContext(ctx, method, target.String(), strings.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("cannot ask for %s: %w", to.Path, err)
	}
	site := "none"
	if from != nil {
		site = "same-origin"
		if from.Host != to.Host || from.Scheme != to.Scheme {
			site = "cross-site"
		}
		r.Header.Set("Referer", from.String())
	}
	r.Header.Set("Sec-Fetch-Site", site)
	r.Header.Set("Accept", "text/html")
	r.Header.Set("User-Agent", "journey")
	if method == http.MethodPost {
		r.Header.Set("Content-Type", media)
		if from != nil {
			r.Header.Set("Origin", from.Scheme+"://"+from.Host)
		}
	}
	b.jar.addTo(r, b.world.Now())
	answer, err := b.world.Transport().RoundTrip(r)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", method, to.Path, err)
	}
	b.jar.keep(answer, to, b.world.Now())
	return answer, nil
}

func (b *browser) read(answer *http.Response, at *url.URL) (*page, error) {
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", at.Path, err)
	}
	media, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type"))
	if media != "text/html" && media != "text/plain" {
		return nil, fmt.Errorf("%s is not a page: answered %d with %q: %s", at.Path, answer.StatusCode, media, shortened(string(body), 200))
	}
	p, err := parsePage(at, answer.StatusCode, answer.Header, string(body))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", at.Path, err)
	}
	if media == "text/html" {
		if wrong := p.wrong(); len(wrong) > 0 {
			return nil, fmt.Errorf("the page %s (%q) is not well made: %s", at.Path, p.heading(), strings.Join(wrong, "; "))
		}
	}
	return p, nil
}

var errNoPage = errors.New("this browser shows no page yet")

// shown returns the page, unless it is a refusal that no step has named.
func (b *browser) shown() (*page, error) {
	if b.page == nil {
		return nil, errNoPage
	}
	if b.page.refused {
		return nil, fmt.Errorf("the page was answered with status %d, which the story does not name: %s", b.page.status, b.page.excerpt())
	}
	return b.page, nil
}

// jar keeps a browser's cookies and drops them when their time is over by the
// story's clock, which net/http/cookiejar cannot do.
type jar struct {
	mu      sync.Mutex
	cookies map[string]kept // by host, path and name
}

type kept struct {
	http.Cookie
	host string
	ends time.Time // zero: with the browser
}

func (j *jar) keep(answer *http.Response, from *url.URL, now time.Time) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, c := range answer.Cookies() {
		if c.Path == "" {
			c.Path = from.Path[:strings.LastIndex(from.Path, "/")+1]
		}
		k := kept{Cookie: *c, host: from.Hostname()}
		switch {
		case c.MaxAge > 0:
			k.ends = now.Add(time.Duration(c.MaxAge) * time.Second)
		case c.MaxAge < 0:
			k.ends = now
		case !c.Expires.IsZero():
			k.ends = c.Expires
		}
		j.cookies[k.host+" "+c.Path+" "+c.Name] = k
	}
}

func (j *jar) addTo(r *http.Request, now time.Time) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, k := range j.cookies {
		over := !k.ends.IsZero() && !now.Before(k.ends)
		under := r.URL.Path == k.Path || strings.HasPrefix(r.URL.Path, strings.TrimSuffix(k.Path, "/")+"/")
		if over || !under || k.host != r.URL.Hostname() || k.Secure && r.URL.Scheme != "https" {
			continue
		}
		r.AddCookie(&http.Cookie{Name: k.Name, Value: k.Value})
	}
}
