package local_test

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"log/slog"
	"math/rand"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"assistive-referrals/infra"
	"assistive-referrals/infra/local"
	"assistive-referrals/infra/local/invariant"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/golden"
	"assistive-referrals/internal/referral"
)

// Data that an earlier version of this code wrote still opens: testdata/stored/README.md
// says which, and what it holds. Each test here has a copy of its own.

const (
	storedFolder = "../../testdata/stored"
	storedBase   = "http://localhost:8080"
)

// stored is a system that goes on with stored data.
type stored struct {
	*testing.T
	*local.System
	tabs     []leftOpen
	items    map[string]map[string]types.AttributeValue // by partition and sort key
	compared map[string]bool                            // of those keys
}

// leftOpen is a page that somebody had open.
type leftOpen struct {
	Who     string            `json:"who"`
	Address string            `json:"address"`
	Cookies map[string]string `json:"cookies"`
}

// openStored opens the data at the instant at which it was left. Nothing happens until
// the clock moves.
func openStored(t *testing.T) *stored {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"aws.db", "outbox.db"} {
		unzip(t, filepath.Join(storedFolder, name+".gz"), filepath.Join(folder, name))
	}
	var left struct {
		Began  time.Time  `json:"began"`
		Stands time.Time  `json:"stands"`
		Tabs   []leftOpen `json:"tabs"`
	}
	document, err := os.ReadFile(filepath.Join(storedFolder, "left-open.json"))
	if err == nil {
		err = json.Unmarshal(document, &left)
	}
	if err != nil {
		t.Fatal(err)
	}
	system, err := local.New(t.Context(), local.Options{
		Folder: folder, URL: storedBase, Assets: "../npm/dist", Now: func() time.Time { return left.Began },
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Random: rand.New(rand.NewSource(1)),
	})
	if err != nil {
		t.Fatalf("the stored data does not open: %v", err)
	}
	t.Cleanup(func() { _ = system.Close() })
	if now := system.Cloud.Now(); !now.Equal(left.Stands) {
		t.Fatalf("it is %s, not %s", now, left.Stands)
	}
	s := &stored{T: t, System: system, tabs: left.Tabs, compared: map[string]bool{}}
	s.scan()
	return s
}

func unzip(t *testing.T, from, to string) {
	t.Helper()
	zipped, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = zipped.Close() }()
	reader, err := gzip.NewReader(zipped)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(reader)
	if err == nil {
		err = os.WriteFile(to, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// scan reads every item of the table.
func (s *stored) scan() {
	s.Helper()
	s.items = map[string]map[string]types.AttributeValue{}
	pages := dynamodb.NewScanPaginator(dynamodb.NewFromConfig(s.Cloud.Config()), &dynamodb.ScanInput{TableName: aws.String(infra.Build().Table)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(s.Context())
		s.must(err)
		for _, item := range page.Items {
			var key struct{ PK, SK string }
			s.must(attributevalue.UnmarshalMap(item, &key))
			s.items[key.PK+" "+key.SK] = item
		}
	}
}

// aCase is a case with what it is made of.
type aCase struct {
	referral.Case
	strands []referral.Strand
	events  []referral.Event
}

// cases returns every case, ordered by when it was opened.
func (s *stored) cases() []aCase {
	s.Helper()
	var all []aCase
	for key := range s.items {
		reference, isCase := strings.CutSuffix(key, " CASE")
		if !isCase {
			continue
		}
		c, strands, err := s.Store().Case(s.Context(), referral.Reference(strings.TrimPrefix(reference, "CASE#")))
		s.must(err)
		events, err := s.Store().History(s.Context(), c.Reference)
		s.must(err)
		all = append(all, aCase{c, strands, events})
	}
	slices.SortFunc(all, func(a, b aCase) int {
		if by := a.Opened.Compare(b.Opened); by != 0 {
			return by
		}
		return strings.Compare(a.Name+string(a.Reference), b.Name+string(b.Reference))
	})
	return all
}

// summary says of a case where its strands are, and what happened after so many events.
func (c aCase) summary(after int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", c.Reference, c.Name)
	for _, strand := range c.strands {
		fmt.Fprintf(&b, "  %s: %s\n", strand.Kind, strand.State)
	}
	var happened []string
	for _, e := range c.events[after:] {
		name := e.Name
		if len(c.strands) > 1 && e.Strand != "" {
			name += " (" + string(e.Strand) + ")"
		}
		happened = append(happened, name)
	}
	fmt.Fprintf(&b, "  %s\n", strings.Join(happened, ", "))
	return b.String()
}

// asAgreed compares with a file beside the stored data.
func asAgreed(t *testing.T, name, got string) {
	t.Helper()
	want, err := os.ReadFile(filepath.Join(storedFolder, name))
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("it is not as %s says. It is:\n%s", name, got)
	}
}

// Each stored history replays to what is stored of its case, and its chain of hashes
// verifies. Something is stored in every state.
func TestStoredHistoriesAreWhole(t *testing.T) {
	s := openStored(t)
	var got strings.Builder
	states := map[referral.State]bool{}
	for _, c := range s.cases() {
		got.WriteString(c.summary(0))
		for _, strand := range c.strands {
			states[strand.State] = true
		}
		if _, _, err := referral.Replay(c.events); err != nil {
			t.Errorf("%s: %v", c.Reference, err)
		}
	}
	asAgreed(t, "cases.golden.txt", got.String())
	for _, state := range referral.States() {
		if !states[state] {
			t.Errorf("nothing that is stored is %s", state)
		}
	}
	// What is owed was not done when the data was left; everything else holds.
	left := map[string]bool{invariant.NothingOwed: false, invariant.SentOnce: false, invariant.OneExecution: false, invariant.DeathKnown: false}
	for _, v := range invariant.Check(t.Context(), s.System, invariant.Options{}) {
		if _, ofLeft := left[v.Rule]; !ofLeft {
			t.Error(v)
		}
		left[v.Rule] = true
	}
	for rule, seen := range left {
		if !seen {
			t.Errorf("nothing was left under way of: %s", rule)
		}
	}
}

// What is stored is read whole: whatever an item or a change has, the value that is made
// of it has too, under the same name.
func TestNothingStoredIsLostWhenItIsRead(t *testing.T) {
	s := openStored(t)
	for _, c := range s.cases() {
		s.wholeCase(c)
	}
	for _, who := range s.Staff {
		s.wholePerson(who.ID)
	}
	for key := range s.items {
		section := draftSection.FindStringSubmatch(key)
		gone := section != nil && s.items[section[1]] == nil // a section outlives its draft by a few days
		if !s.compared[key] && !gone && !readElsewhere.MatchString(key) {
			t.Errorf("nothing reads %s", key)
		}
	}
}

var draftSection = regexp.MustCompile(`^(DRAFT#\S+ [^#]+)#[^#]+$`)

// readElsewhere are the items that are read by what goes on with them: pages, functions
// and the invariants.
var readElsewhere = regexp.MustCompile(`^(CASE#\S+ (AUDIT|SECRET)#|DRAFT#\S+ (\S+#SECRET|NOTIFICATION)#|(WORKING|PERSON|COLLEAGUES|ONCE|DAY|SUMMARY|HANDOVER|SIGNIN)#)`)

// wholeCase compares what is stored of a case.
func (s *stored) wholeCase(c aCase) {
	s.Helper()
	store, ctx, pk := s.Store(), s.Context(), "CASE#"+string(c.Reference)
	s.whole(pk, "CASE", c.Case)
	sent, err := store.Referral(ctx, c.Reference)
	s.must(err)
	s.whole(pk, "REFERRAL", sent)
	for _, strand := range c.strands {
		s.whole(pk, "STRAND#"+string(strand.Kind), casestore.Entry{Strand: strand, Reference: c.Reference, Initials: c.Initials, Ward: c.Ward})
		if sk := "TOKEN#" + string(strand.Kind); s.has(pk, sk) {
			token, err := store.Token(ctx, c.Reference, strand.Kind)
			s.must(err)
			s.whole(pk, sk, token)
		}
	}
	for _, kind := range append(slices.Clone(c.Kinds), "") { // a case owes something, too
		if sk := "OWED#" + string(kind); s.has(pk, sk) {
			owed, err := store.OutboxEntry(ctx, c.Reference, kind)
			s.must(err)
			s.whole(pk, sk, owed)
		}
	}
	for _, e := range c.events {
		s.whole("HISTORY#"+string(c.Reference), fmt.Sprintf("%08d", e.Version), e)
		s.must(e.Open())
		var detail any
		s.must(json.Unmarshal([]byte(e.Detail), &detail))
		s.lost(fmt.Sprintf("%s %d (%s)", c.Reference, e.Version, e.Name), detail, asJSON(s.T, e.Change))
	}
	notifications, err := store.Notifications(ctx, c.Reference)
	s.must(err)
	for _, n := range notifications {
		s.whole(pk, "NOTIFICATION#"+n.ID, n)
	}
	attachments, err := store.Attachments(ctx, c.Draft)
	s.must(err)
	for _, a := range attachments {
		s.whole("ATTACHMENTS#"+c.Draft, "ATTACHMENT#"+a.ID, a)
	}
	if s.has("DRAFT#"+c.Referrer.ID, c.Draft) { // it goes a while after it was sent
		draft, err := store.Draft(ctx, c.Referrer.ID, c.Draft)
		s.must(err)
		s.wholeDraft(c.Referrer.ID, draft)
	}
	reads, err := store.Reads(ctx, c.Reference)
	s.must(err)
	for _, r := range reads {
		s.whole("READS#"+string(c.Reference), instantOf(r.At)+"#"+r.By.ID+"#"+r.Request, r)
	}
}

// wholePerson compares what is stored of somebody who signs in.
func (s *stored) wholePerson(who string) {
	s.Helper()
	store, ctx := s.Store(), s.Context()
	drafts, err := store.Drafts(ctx, who)
	s.must(err)
	for _, d := range drafts {
		s.wholeDraft(who, d)
	}
	searches, err := store.Searches(ctx, who)
	s.must(err)
	for _, search := range searches {
		s.whole("SEARCHES#"+who, instantOf(search.At)+"#"+search.Request, search)
	}
	if s.has("SETTINGS#"+who, "SETTINGS") {
		settings, err := store.Settings(ctx, who)
		s.must(err)
		s.whole("SETTINGS#"+who, "SETTINGS", settings)
	}
}

func (s *stored) wholeDraft(who string, d casestore.Draft) {
	s.Helper()
	s.whole("DRAFT#"+who, d.ID, d)
	for name, section := range d.Sections {
		s.whole("DRAFT#"+who, d.ID+"#"+name, section)
	}
}

func (s *stored) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *stored) has(pk, sk string) bool { return s.items[pk+" "+sk] != nil }

// instantOf is how keys have an instant.
func instantOf(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// whole holds that a value that was read has everything that its item has.
func (s *stored) whole(pk, sk string, value any) {
	s.Helper()
	if !s.has(pk, sk) {
		s.Errorf("there is no item %s %s", pk, sk)
	}
	var kept map[string]any
	s.must(attributevalue.UnmarshalMap(s.items[pk+" "+sk], &kept))
	for name := range kept {
		if name[0] >= 'A' && name[0] <= 'Z' || name == "tokenOrder" { // keys, when it expires, and what writes alone compare
			delete(kept, name)
		}
	}
	s.compared[pk+" "+sk] = true
	s.lost(pk+" "+sk, kept, asJSON(s.T, value))
}

// lost says what a stored document has and the one that was read has not. Nothing and
// what is empty are one.
func (s *stored) lost(about string, kept, read any) {
	s.Helper()
	switch kept := kept.(type) {
	case map[string]any:
		read, _ := read.(map[string]any)
		for name, value := range kept {
			s.lost(about+" "+name, value, read[name])
		}
	case []any:
		read, _ := read.([]any)
		for n, value := range kept {
			var other any
			if n < len(read) {
				other = read[n]
			}
			s.lost(fmt.Sprintf("%s %d", about, n+1), value, other)
		}
	default:
		if !reflect.DeepEqual(kept, read) && !(isEmpty(kept) && isEmpty(read)) {
			s.Errorf("%s: stored is %v, and read is %v", about, kept, read)
		}
	}
}

func isEmpty(value any) bool { return value == nil || reflect.ValueOf(value).IsZero() }

func asJSON(t *testing.T, value any) any {
	t.Helper()
	document, err := json.Marshal(value)
	var plain any
	if err == nil {
		err = json.Unmarshal(document, &plain)
	}
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

// as signs somebody in, in a browser of their own.
func (s *stored) as(name string) *browser {
	b := newBrowser(s.T, s.System, storedBase)
	b.open("/").asked().chooses(name)
	return b
}

// reopened is somebody's browser as it was left, and where it was.
func (s *stored) reopened(name string) (*browser, string) {
	s.Helper()
	for _, left := range s.tabs {
		if left.Who != name {
			continue
		}
		b := newBrowser(s.T, s.System, storedBase)
		var cookies []*http.Cookie
		for name, value := range left.Cookies {
			cookies = append(cookies, &http.Cookie{Name: name, Value: value, Path: "/"})
		}
		b.jar.SetCookies(b.origin(), cookies)
		return b, left.Address
	}
	s.Fatalf("no browser of %s was left open", name)
	return nil, ""
}

// shows opens a page that must be there and say all that.
func (b *browser) shows(path string, parts ...string) tab {
	b.Helper()
	o := b.open(path)
	if o.status != http.StatusOK || o.address.Path != strings.Split(path, "?")[0] {
		b.Fatalf("%s is answered %d at %s: %s", path, o.status, o.address, o.page)
	}
	return o.says(parts...)
}

// caseOf returns the only case of the person of that name.
func (s *stored) caseOf(name string) aCase {
	s.Helper()
	var found []aCase
	for _, c := range s.cases() {
		if c.Name == name {
			found = append(found, c)
		}
	}
	if len(found) != 1 {
		s.Fatalf("there are %d cases of %s", len(found), name)
	}
	return found[0]
}

func TestEveryStoredCaseHasItsPages(t *testing.T) {
	s := openStored(t)
	manager := s.as("Team Manager One")
	s.must(s.Batch(func() error { // each page that is read is written down
		for _, c := range s.cases() {
			s.pagesOf(c, manager)
		}
		return nil
	}))
}

func (s *stored) pagesOf(c aCase, manager *browser) {
	s.Helper()
	address := "/case/" + string(c.Reference)
	page := manager.shows(address, c.Name, "What was sent", c.Referrer.Name)
	if told := strings.Count(page.page, `class="app-timeline__event"`); told != len(c.events) {
		s.Errorf("%s tells of %d events, not of %d", address, told, len(c.events))
	}
	for _, strand := range c.strands {
		page.says(strand.Kind.Label())
	}
	manager.shows(address+"/wait", "every one is as it was recorded")
	manager.shows(address+"/print", c.Name)
	manager.shows("/documents/" + string(c.Reference))
}

func TestEveryStoredListHasItsCases(t *testing.T) {
	s := openStored(t)
	manager, referrer := s.as("Team Manager One"), s.as("Social Worker One")
	lists := map[string][]referral.Reference{}
	sent := ""
	for next := "/my-referrals"; next != ""; {
		page := referrer.shows(next).page
		sent += page
		next = ""
		if found := regexp.MustCompile(`href="(/my-referrals\?[^"]*)" rel="next"`).FindStringSubmatch(page); found != nil {
			next = html.UnescapeString(found[1])
		}
	}
	for _, c := range s.cases() {
		inError := 0
		for _, strand := range c.strands {
			if list, on := casestore.ListOf(strand); on && list != casestore.ListClosed { // which has only what ended lately
				address := "/worklist?" + url.Values{"team": {string(strand.Team)}, "list": {string(list)}}.Encode()
				lists[address] = append(lists[address], c.Reference)
			}
			if strand.State == referral.EnteredInError {
				inError++
			}
		}
		if mine := c.Referrer.Name == "Social Worker One" && inError == 0; strings.Contains(sent, string(c.Reference)) != mine {
			t.Errorf("it is not %v that %s is among the referrals of Social Worker One", mine, c.Reference)
		}
	}
	if len(lists) < 10 {
		t.Errorf("only %d lists have something on them", len(lists))
	}
	for address, references := range lists {
		page := manager.shows(address)
		for _, r := range references {
			page.says(string(r))
		}
	}
	for _, team := range referral.Teams() {
		manager.shows("/worklist?team="+string(team)+"&list=closed", team.Label())
		manager.shows("/board?team="+string(team), team.Label())
	}
	manager.shows("/assign?team=trusted-assessors", "Away until 9 November 2026")
	operations := s.as("Operations One")
	operations.shows("/board?team=trusted-assessors", string(s.caseOf("Testcase Hazel").Reference))
	operations.shows("/board/came-and-ended.csv?team=trusted-assessors&weeks=12", "5 October 2026,23,7")
	s.as("Occupational Therapist One").shows("/audits?list=concern", string(s.caseOf("Testcase Echo").Reference))
}

// Whoever had something open, or kept something, goes on with it.
func TestWhatWasStoredIsGoneOnWith(t *testing.T) {
	s := openStored(t)

	// A form that met a timed-out sign-in.
	worker, _ := s.reopened("Social Worker One")
	worker.shows("/continue", "You are signed in again").press("Needs and what", nil)
	found := false
	for _, draft := range worker.drafts() {
		found = found || strings.Contains(worker.shows(draft+"/needs").page, "A second fall this morning, on the stairs.")
	}
	if !found {
		t.Error("what was typed in the form is in no draft")
	}

	// A person who was handed over, once taken up and once not; and a draft that has the
	// code of a key safe.
	second, address := s.reopened("Social Worker Two")
	second.shows(address, "Testcase Victor").press("Start the referral", nil).says("About this referral")
	victors, ferns := 0, 0
	for _, draft := range second.drafts() {
		person := second.shows(draft + "/person").page
		victors += strings.Count(person, `value="Testcase Victor"`)
		if strings.Contains(person, `value="Ferny"`) {
			ferns++
			second.shows(draft+"/responders", "stored")
		}
	}
	if victors != 2 || ferns != 1 {
		t.Errorf("there are %d drafts of Testcase Victor and %d of Testcase Fern", victors, ferns)
	}

	// A sign-in, with what is somebody's own: a view, no shortcuts, an assessment that is
	// not recorded.
	assessor, _ := s.reopened("Trusted Assessor One")
	assessor.shows("/worklist", "High, oldest first", "Turn keyboard shortcuts on")
	ivy := "/case/" + string(s.caseOf("Testcase Ivy").Reference)
	assessor.shows(ivy, "Go on with the assessment: it is not recorded yet")
	assessor.shows(ivy+"/assistive-technology/assessment", "Unsteady on the kitchen step, and not recorded.")
	assessor.shows("/my-day", "6 November, 2:30pm")

	// The code of a key safe that was sealed, and a file.
	uniform := "/case/" + string(s.caseOf("Testcase Uniform").Reference)
	assessor.shows(uniform+"/key-safe-code").press("Show the code", map[string]string{"why": "visit"}).says("C4821Y")
	documents := assessor.shows("/documents/"+string(s.caseOf("Testcase Tango").Reference), "The socket beside the front door.", "Deleted: a virus was found", "Not checked yet")
	files := filesOn(documents)
	if len(files) != 1 {
		t.Fatalf("%d files can be opened", len(files))
	}
	if o := assessor.open(files[0]); o.page != "%PDF-1.7 synthetic" {
		t.Errorf("the file is %q (%d)", o.page, o.status)
	}
}

// filesOn returns the addresses of the files that a page offers.
func filesOn(o tab) []string {
	var all []string
	for _, found := range regexp.MustCompile(`href="(/documents/[^"]+/file)"`).FindAllStringSubmatch(o.page, -1) {
		all = append(all, found[1])
	}
	return all
}

// drafts returns the addresses of somebody's drafts.
func (b *browser) drafts() []string {
	b.Helper()
	addresses := regexp.MustCompile(`/referral/[A-Z2-7]{26}`).FindAllString(b.shows("/my-referrals").page, -1)
	slices.Sort(addresses)
	return slices.Compact(addresses)
}

// What was under way goes on, and ends where it should: what a change owes is done, and
// then what falls due within a few days.
func TestWhatWasStoredUnderWayGoesOn(t *testing.T) {
	s := openStored(t)
	before := s.cases()
	posted := len(s.Outbox.Sent())
	s.pass(invariant.Quiet)
	var got strings.Builder
	got.WriteString("What was owed\n\n")
	s.since(&got, before, posted)

	// What somebody had who has died is collected: until then its state calls for a run to
	// be stopped, and the invariants take that for a step that is not done.
	collector := s.as("Installer One")
	for _, c := range s.cases() {
		for _, strand := range c.strands {
			if strand.State == referral.Collecting {
				collector.shows("/case/"+string(c.Reference)+"/"+string(strand.Kind)+"/collected").press("What was collected?", nil).says("The collection has been recorded.")
			}
		}
	}
	s.pass(invariant.Quiet)
	for _, v := range invariant.Check(t.Context(), s.System, invariant.Options{}) {
		t.Error(v)
	}

	before, posted = s.cases(), len(s.Outbox.Sent())
	s.pass(5 * 24 * time.Hour)
	got.WriteString("What fell due in the five days after\n\n")
	s.since(&got, before, posted)
	for _, v := range invariant.Check(t.Context(), s.System, invariant.Options{}) {
		t.Error(v)
	}
	// A file had been sent, and the scanner had not told of it.
	if open := filesOn(s.as("Trusted Assessor One").shows("/documents/" + string(s.caseOf("Testcase Tango").Reference))); len(open) != 2 {
		t.Errorf("%d files can be opened", len(open))
	}
	golden.Compare(t, filepath.Join(storedFolder, "later.golden.txt"), got.String())
}

func (s *stored) pass(d time.Duration) {
	s.Helper()
	s.must(s.Batch(func() error { return s.Cloud.Advance(s.Context(), d) }))
}

// since writes where the cases are to which something happened since then, and what was
// sent to whom.
func (s *stored) since(w *strings.Builder, before []aCase, posted int) {
	s.Helper()
	for i, c := range s.cases() {
		if len(c.events) > len(before[i].events) || !reflect.DeepEqual(c.strands, before[i].strands) {
			w.WriteString(c.summary(len(before[i].events)))
		}
	}
	var sent []string
	for _, m := range s.Outbox.Sent()[posted:] {
		about, _, _ := strings.Cut(m.Reference, "#")
		sent = append(sent, fmt.Sprintf("%s: %s to %s\n", about, m.Template, m.To))
	}
	slices.Sort(sent)
	w.WriteString("\n" + strings.Join(sent, "") + "\n")
}
