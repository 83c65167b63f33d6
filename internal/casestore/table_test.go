package casestore_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"assistive-referrals/infra/awslocal"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// monday is when everything happens unless a test says otherwise.
var monday = time.Date(2026, 11, 16, 10, 0, 0, 0, time.UTC)

var (
	worker    = referral.Referrer{Actor: referral.Actor{ID: "u-01", Name: "Social Worker One", Role: referral.SocialWorker}, Email: "u-01@example.org"}
	therapist = referral.Actor{ID: "u-04", Name: "Occupational Therapist One", Role: referral.OccupationalTherapist}
	otherOT   = referral.Actor{ID: "u-05", Name: "Occupational Therapist Two", Role: referral.OccupationalTherapist}
)

var rules = referral.DefaultRules()

const technology = referral.AssistiveTechnology

// table is a table with its store.
type table struct {
	*casestore.Store
	t       testing.TB
	carrier *carrier
	client  *dynamodb.Client
	now     time.Time
	drafts  int
	minted  byte // of the references
}

func newTable(t testing.TB) *table {
	t.Helper()
	s := &table{t: t, now: monday}
	cloud, err := awslocal.New(awslocal.Options{Now: s.clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cloud.Close() })
	config := cloud.Config()
	s.carrier = &carrier{to: config.HTTPClient}
	config.HTTPClient = s.carrier
	s.client = dynamodb.NewFromConfig(config)
	if _, err := s.client.CreateTable(t.Context(), casestore.CreateTableInput("cases")); err != nil {
		t.Fatal(err)
	}
	s.Store = casestore.New(casestore.Options{Config: config, Table: "cases", Now: s.clock, Rules: rules, PersonKey: []byte("for tests"), Random: s})
	return s
}

func (s *table) clock() time.Time { return s.now }

// Read makes references that can be foretold, one after the other.
func (s *table) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = s.minted
	}
	s.minted++
	return len(b), nil
}

func (s *table) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// wrote returns what the last call that wrote something wrote, an item a line.
func (s *table) wrote() string { return strings.Join(s.carrier.wrote, "\n") }

// carrier carries calls to the double, and writes down what they write.
type carrier struct {
	to        aws.HTTPClient
	wrote     []string
	writes    int      // how many calls wrote, or tried to
	meanwhile func()   // happens once, before the next call that writes
	answers   []string // are given to the next transactions, which do nothing
}

func (c *carrier) Do(r *http.Request) (*http.Response, error) {
	_, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if !slices.Contains([]string{"TransactWriteItems", "PutItem", "DeleteItem"}, operation) {
		return c.to.Do(r)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	if first := c.meanwhile; first != nil {
		c.meanwhile = nil
		first()
	}
	c.writes++
	c.wrote = inWords(operation, body)
	if len(c.answers) > 0 {
		answer := c.answers[0]
		c.answers = c.answers[1:]
		return &http.Response{StatusCode: http.StatusBadRequest, Header: http.Header{"Content-Type": {"application/x-amz-json-1.0"}},
			ContentLength: int64(len(answer)), Body: io.NopCloser(strings.NewReader(answer)), Request: r}, nil
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return c.to.Do(r)
}

// conflict is the answer to a transaction of so many items, of which another
// transaction is at the first.
func conflict(items int) string {
	reasons := []string{`{"Code":"TransactionConflict"}`}
	for range items - 1 {
		reasons = append(reasons, `{"Code":"None"}`)
	}
	return `{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","CancellationReasons":[` + strings.Join(reasons, ",") + `]}`
}

// attributes are an item's, as DynamoDB writes them.
type attributes map[string]map[string]any

// text is the value of an attribute that is a text or a number.
func (a attributes) text(name string) string {
	for _, kind := range []string{"S", "N"} {
		if v, is := a[name][kind]; is {
			return fmt.Sprint(v)
		}
	}
	return ""
}

type operation struct {
	Item, Key                             attributes
	UpdateExpression, ConditionExpression string
	ExpressionAttributeValues             attributes
}

// indexes are the attributes by which an item is in an index, and the index's name.
var indexes = [][2]string{{"WorklistKey", "worklist"}, {"HolderKey", "mine"}, {"TargetKey", "overdue"}, {"ReferrerKey", "sent"}, {"DueKey", "due"}}

// inWords says what a call writes: what is done with which item, in which indexes it
// then is, and under which condition.
func inWords(name string, body []byte) []string {
	var call struct {
		operation
		TransactItems []map[string]operation
	}
	if err := json.Unmarshal(body, &call); err != nil {
		return []string{err.Error()}
	}
	if call.TransactItems == nil {
		call.TransactItems = []map[string]operation{{strings.TrimSuffix(name, "Item"): call.operation}}
	}
	var all []string
	for _, item := range call.TransactItems {
		for verb, o := range item {
			all = append(all, o.inWords(strings.ToLower(verb)))
		}
	}
	return all
}

// first is the first reference that a table mints: R in words.
const first = "2346-789D"

var hash = regexp.MustCompile(`[0-9a-f]{64}`)

func (o operation) inWords(verb string) string {
	k := o.Key
	if k == nil {
		k = o.Item
	}
	words := []string{strings.TrimPrefix(verb, "condition"), k.text("PK"), k.text("SK")}
	var in []string
	for _, index := range indexes {
		if o.Item.text(index[0]) != "" {
			in = append(in, index[1])
		}
	}
	if in != nil {
		words = append(words, "in", strings.Join(in, ", "))
	}
	for _, part := range [][2]string{{":", o.UpdateExpression}, {"if", o.ConditionExpression}} {
		if part[1] != "" {
			words = append(words, part[0], o.filled(part[1]))
		}
	}
	said := strings.NewReplacer(first, "R", "attribute_not_exists(PK)", "absent", "attribute_exists(PK)", "there").Replace(strings.Join(words, " "))
	return hash.ReplaceAllString(said, "<hash>")
}

var placeholder = regexp.MustCompile(`:\w+`)

// filled is an expression with its values.
func (o operation) filled(expression string) string {
	return placeholder.ReplaceAllStringFunc(expression, func(name string) string {
		if text := o.ExpressionAttributeValues.text(name); text != "" {
			return text
		}
		return `""`
	})
}

// begun is a draft of the social worker's; as many as are begun are told apart.
func (s *table) begun() casestore.Draft {
	s.t.Helper()
	s.drafts++
	s.must(s.StartDraft(s.t.Context(), worker.ID, fmt.Sprintf("D%d", s.drafts)))
	return s.draft()
}

// draft is the last one that was begun, as it is.
func (s *table) draft() casestore.Draft {
	s.t.Helper()
	d, err := s.Draft(s.t.Context(), worker.ID, fmt.Sprintf("D%d", s.drafts))
	s.must(err)
	return d
}

// submission sends a draft for those kinds.
func submission(d casestore.Draft, kinds ...referral.Kind) casestore.Submission {
	return casestore.Submission{Draft: d, Request: "send", Sent: referral.Referral{
		Sent: monday, Referrer: worker, Kinds: kinds, Answers: referral.Answers{},
		Facts: referral.Facts{Person: referral.Person{Name: "Alpha Testcase", DateOfBirth: "1950-02-03"}},
	}}
}

// opened is a case of those kinds, of assistive technology if none is named.
func (s *table) opened(kinds ...referral.Kind) referral.Reference {
	s.t.Helper()
	if len(kinds) == 0 {
		kinds = []referral.Kind{technology}
	}
	r, err := s.Open(s.t.Context(), submission(s.begun(), kinds...))
	s.must(err)
	return r
}

// change makes a change of a case's strand of assistive technology.
func (s *table) change(r casestore.StrandRevision, change referral.Change) (referral.Strand, error) {
	if r.Kind == "" {
		r.Kind = technology
	}
	if r.By.ID == "" {
		r.By = therapist
	}
	return s.UpdateStrand(s.t.Context(), r, func(referral.Case, referral.Strand) (referral.Change, error) { return change, nil })
}

// after makes one change after the other, for the strand to be where a test begins.
func (s *table) after(r referral.Reference, changes ...referral.Change) referral.Reference {
	s.t.Helper()
	for _, change := range changes {
		_, err := s.change(casestore.StrandRevision{Reference: r}, change)
		s.must(err)
	}
	return r
}

// whole makes a change of a case as a whole.
func (s *table) whole(r casestore.CaseRevision, change referral.CaseChange) error {
	if r.By.ID == "" {
		r.By = therapist
	}
	_, _, err := s.UpdateCase(s.t.Context(), r, func(referral.Case, []referral.Strand) (referral.CaseChange, error) { return change, nil })
	return err
}

// The line of changes that most tests begin after.
var (
	triage  = referral.Triage{Priority: referral.High, Team: referral.OccupationalTherapyTeam}
	listed  = []referral.Change{triage, referral.AddToWorklist{}}
	claimed = append(listed[:2:2], referral.Claim{})
	decided = append(claimed[:3:3], referral.Assess{Assessment: referral.Assessment{Method: "visit", Findings: "As described."}},
		rules.Decide(referral.Decision{Outcome: referral.Declined, Rationale: "They said so.", NextStep: "They ask again."}, referral.Strand{}, monday))
	stopped = append(listed[:2:2], referral.Withdraw{Reason: "No longer wanted."})
)

// claims is a claim of whatever it is.
func claims(referral.Case, referral.Strand) (referral.Change, error) { return referral.Claim{}, nil }

// owed is what a case's strand of assistive technology owes.
func (s *table) owed(r referral.Reference) casestore.OutboxEntry {
	s.t.Helper()
	o, err := s.OutboxEntry(s.t.Context(), r, technology)
	s.must(err)
	return o
}

// notification is the first one of a case.
func (s *table) notification(r referral.Reference) casestore.Notification {
	s.t.Helper()
	all, err := s.Notifications(s.t.Context(), r)
	s.must(err)
	return all[0]
}

// dueDraft is the draft that is due once its time has come.
func (s *table) dueDraft() casestore.DueDraft {
	s.t.Helper()
	var found casestore.DueDraft
	was := s.now
	s.now = s.now.AddDate(0, 0, 29)
	defer func() { s.now = was }()
	for part := range casestore.DuePartitions {
		s.must(s.Due(s.t.Context(), part, func(due casestore.Due) error {
			if due.Draft != nil {
				found = *due.Draft
			}
			return nil
		}))
	}
	return found
}
