package journey

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"assistive-referrals/infra/local/casesystem"
	"assistive-referrals/internal/workingtime"
)

func isPath(args []string) error {
	if !strings.HasPrefix(args[0], "/") {
		return fmt.Errorf("an address begins with /, such as \"/worklist\"")
	}
	return nil
}

func speak(ctx context.Context, t *telling, args []string) error {
	return t.turnTo(ctx, args[0], args[1])
}

func open(ctx context.Context, t *telling, args []string) error {
	return t.browser.visit(ctx, args[0])
}

func openCaseSystem(ctx context.Context, t *telling, _ []string) error {
	if _, here := t.world.(*Local); !here {
		return CannotHereError{"the case system of a deployed system is not known"}
	}
	return t.browser.visit(ctx, casesystem.Origin+"/")
}

func follow(ctx context.Context, t *telling, args []string) error {
	p, err := t.browser.shown()
	if err != nil {
		return err
	}
	link, err := p.link(args[0], args[1])
	if err != nil {
		return err
	}
	request, err := p.follow(link)
	if err != nil {
		return err
	}
	return t.browser.send(ctx, request)
}

// prepare makes the request of pressing a button, without sending it.
func (b *browser) prepare(button, row string) (*submission, error) {
	p, err := b.shown()
	if err != nil {
		return nil, err
	}
	found, err := p.button(button, row)
	if err != nil {
		return nil, err
	}
	request, err := p.submit(found)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", button, err)
	}
	b.sending = request
	return request, nil
}

func press(ctx context.Context, t *telling, args []string) error {
	request, err := t.browser.prepare(args[0], args[1])
	if err != nil {
		return err
	}
	return t.browser.send(ctx, request)
}

// sendFile sends a file with the form of the page that has a place for one. The
// address that answers may be another server's.
func sendFile(ctx context.Context, t *telling, args []string) error {
	request, err := t.browser.prepare("Send the file", "")
	if err != nil {
		return err
	}
	request.file = &file{name: args[0], content: args[1]}
	return t.browser.send(ctx, request)
}

func pressAgain(ctx context.Context, t *telling, _ []string) error {
	if t.browser.sending == nil || t.browser.sending.method != http.MethodPost {
		return fmt.Errorf("no form was sent before")
	}
	return t.browser.send(ctx, t.browser.sending)
}

func goBack(_ context.Context, t *telling, _ []string) error {
	b := t.browser
	if len(b.before) == 0 {
		return fmt.Errorf("there is no page before this one")
	}
	b.page, b.before = b.before[len(b.before)-1], b.before[:len(b.before)-1]
	return nil
}

func reload(ctx context.Context, t *telling, _ []string) error {
	if t.browser.page == nil {
		return errNoPage
	}
	return t.browser.visit(ctx, t.browser.page.address.String())
}

func fillIn(_ context.Context, t *telling, args []string) error {
	p, err := t.browser.shown()
	if err != nil {
		return err
	}
	fields, err := p.texts(args[0])
	if err != nil {
		return err
	}
	if len(fields) == 1 {
		return write(fields[0], args[1])
	}
	parts := strings.Fields(args[1])
	if args[1] == "" {
		parts = []string{"", "", ""}
	}
	if len(parts) != 3 {
		return fmt.Errorf("%q is a date: give it as day month year, such as \"27 3 1948\"", args[0])
	}
	for i, field := range fields {
		if err := write(field, parts[i]); err != nil {
			return err
		}
	}
	return nil
}

func pickOne(t *telling, args []string, on bool, kinds ...string) error {
	p, err := t.browser.shown()
	if err != nil {
		return err
	}
	found, err := p.choice(args[0], args[1], kinds...)
	if err != nil {
		return err
	}
	return p.pick(found, on)
}

func choose(_ context.Context, t *telling, args []string) error {
	return pickOne(t, args, true, "radio", "select")
}

func tick(_ context.Context, t *telling, args []string) error {
	return pickOne(t, args, true, "checkbox")
}

func untick(_ context.Context, t *telling, args []string) error {
	return pickOne(t, args, false, "checkbox")
}

func see(_ context.Context, t *telling, args []string) error {
	p, err := t.browser.shown()
	if err != nil {
		return err
	}
	found, err := look(p, args)
	if err != nil {
		return err
	}
	if !strings.Contains(found, plain(args[0])) {
		return fmt.Errorf("expected %q, saw: %s", plain(args[0]), shortened(found, 800))
	}
	return nil
}

// look returns the words of a place of the page.
func look(p *page, args []string) (string, error) {
	where, row, field := args[1], args[2], args[3]
	switch {
	case where == " in the heading":
		return p.heading(), nil
	case where == " in the title":
		return p.title(), nil
	case row != "":
		rows := p.rowsWith(row)
		if len(rows) == 0 {
			return "", p.noRow(row)
		}
		var all []string
		for _, r := range rows {
			all = append(all, text(r))
		}
		return strings.Join(all, " | "), nil
	case field != "":
		nodes, err := p.texts(field)
		if err != nil {
			return "", err
		}
		var typed []string
		for _, n := range nodes {
			typed = append(typed, value(n))
		}
		return plain(strings.Join(typed, " ")), nil
	}
	return text(p.main()), nil
}

func doNotSee(_ context.Context, t *telling, args []string) error {
	p, err := t.browser.shown()
	if err != nil {
		return err
	}
	found := text(p.body())
	if args[1]+args[2]+args[3] != "" {
		if found, err = look(p, args); err != nil {
			return err
		}
	}
	if strings.Contains(found, plain(args[0])) {
		return fmt.Errorf("expected no %q, saw: %s", plain(args[0]), shortened(found, 800))
	}
	return nil
}

func seeNoRow(_ context.Context, t *telling, args []string) error {
	p, err := t.browser.shown()
	if err != nil {
		return err
	}
	if rows := p.rowsWith(args[0]); len(rows) > 0 {
		return fmt.Errorf("expected no row with %q, saw: %s", args[0], text(rows[0]))
	}
	return nil
}

func seeChosen(_ context.Context, t *telling, args []string) error {
	p, err := t.browser.shown()
	if err != nil {
		return err
	}
	found, err := p.choice(args[0], args[1], "radio", "checkbox", "select")
	if err != nil {
		return err
	}
	mark := "checked"
	if found.DataAtom == atom.Option {
		mark = "selected"
	}
	if _, marked := lookUp(found, mark); !marked {
		return fmt.Errorf("expected %q to be chosen, it is not", args[0])
	}
	return nil
}

// seeError checks all that a refusal must be: status, title, a summary that links
// to a field, and the message beside that field.
func seeError(_ context.Context, t *telling, args []string) error {
	p := t.browser.page
	if p == nil {
		return errNoPage
	}
	message := plain(args[0])
	var summary, beside *html.Node
	var messages []string
	walk(p.root, func(n *html.Node) bool {
		if n.DataAtom == atom.A && strings.HasPrefix(attribute(n, "href"), "#") && inSummary(n) {
			messages = append(messages, text(n))
			if text(n) == message {
				summary = n
			}
		}
		if hasClass(n, "govuk-error-message") && text(n) == "Error: "+message {
			beside = n
		}
		return true
	})
	if summary == nil {
		return fmt.Errorf("expected the error %q, saw (status %d): %s", message, p.status, orNone(quotedList(messages), p))
	}
	p.refused = false
	switch {
	case p.status != http.StatusUnprocessableEntity:
		return fmt.Errorf("the error is shown with status %d, expected 422", p.status)
	case !strings.HasPrefix(p.title(), "Error: "):
		return fmt.Errorf("the title of a page with an error begins with “Error: ”, saw %q", p.title())
	case beside == nil:
		return fmt.Errorf("the error is in the summary, but not beside its field")
	}
	return nil
}

func orNone(messages string, p *page) string {
	if messages != "" {
		return messages
	}
	return "no error summary: " + p.excerpt()
}

func inSummary(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if hasClass(n, "govuk-error-summary") {
			return true
		}
	}
	return false
}

func status(_ context.Context, t *telling, args []string) error {
	p := t.browser.page
	if p == nil {
		return errNoPage
	}
	p.refused = false
	if want, _ := strconv.Atoi(args[0]); p.status != want { // three digits
		return fmt.Errorf("expected status %s, saw %d: %s", args[0], p.status, p.excerpt())
	}
	return nil
}

func address(_ context.Context, t *telling, args []string) error {
	p, err := t.browser.shown()
	if err != nil {
		return err
	}
	if p.address.Path != args[0] && p.address.RequestURI() != args[0] {
		return fmt.Errorf("expected to be at %s, saw %s: %s", args[0], p.address.RequestURI(), p.heading())
	}
	return nil
}

var referenceShape = regexp.MustCompile(`\b[2-9CDFHJKMNPQRTVWXY]{4}-[2-9CDFHJKMNPQRTVWXY]{4}\b`)

func rememberReference(_ context.Context, t *telling, args []string) error {
	p, err := t.browser.shown()
	if err != nil {
		return err
	}
	found := map[string]bool{}
	for _, r := range referenceShape.FindAllString(text(p.main()), -1) {
		found[r] = true
		t.values[args[0]] = r
	}
	if len(found) != 1 {
		return fmt.Errorf("expected one reference on the page, saw %d: %s", len(found), p.excerpt())
	}
	return nil
}

func rememberFollowing(_ context.Context, t *telling, args []string) error {
	p, err := t.browser.shown()
	if err != nil {
		return err
	}
	_, after, found := strings.Cut(text(p.main()), plain(args[0]))
	words := strings.Fields(after)
	if !found || len(words) == 0 {
		return fmt.Errorf("nothing follows %q on the page: %s", args[0], p.excerpt())
	}
	t.values[args[1]] = strings.Trim(words[0], ".,:;")
	return nil
}

// today is the date that {today}, {today + 3} and {today - 2} stand for, as a date field
// wants it, or {today + 3 in words} as pages show it.
func (t *telling) today(name string) string {
	groups := todayForm.FindStringSubmatch(name)
	days := 0
	if groups[2] != "" {
		days, _ = strconv.Atoi(groups[1] + groups[2]) // up to four digits
	}
	layout := "2 1 2006"
	if groups[3] != "" {
		layout = "2 January 2006"
	}
	return t.world.Now().In(workingtime.London()).AddDate(0, 0, days).Format(layout)
}
