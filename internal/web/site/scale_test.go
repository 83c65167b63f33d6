package site_test

import (
	"crypto/rand"
	"math"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsdynamodb "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web/listpage"
)

// fillTo fills the table with so many open strands, over all lists of a team: the
// therapist's own, which are older than all others and so come first, then a colleague's,
// then the rest one after the other, so that the same rows come first however many follow;
// on each list more than the hundred that are counted and looked through for a page. A list
// reads nothing but the strands themselves, so the rest of each case is left out.
func fillTo(s *webtest.Site, open int) {
	s.T.Helper()
	const own, colleagues, least = 60, 200, 101
	s.At(webtest.Monday.AddDate(0, 0, -4))
	copies(s, webtest.Claimed, own, webtest.Therapist.ID)
	s.At(webtest.Monday.AddDate(0, 0, -3))
	copies(s, webtest.Claimed, colleagues, webtest.OtherOT.ID)
	s.At(webtest.Monday)
	others := []webtest.Stage{webtest.Waiting, webtest.Asked, webtest.Held, webtest.Proposed, webtest.Arranging, webtest.InPlace, webtest.ToCollect}
	copies(s, webtest.Closed, least, webtest.OtherOT.ID) // these are not open
	for n, far := range others {
		share := (open - own - colleagues) / len(others)
		if n == 0 {
			share += (open - own - colleagues) % len(others)
		}
		if share < least {
			s.T.Fatalf("only %d on a list: too few to compare", share)
		}
		s.At(webtest.Monday.Add(time.Duration(n) * time.Hour))
		copies(s, far, share, webtest.OtherOT.ID)
	}
}

// copies makes a strand and stores it so many times under other references, in the hands
// of that practitioner where it is in anybody's.
func copies(s *webtest.Site, far webtest.Stage, number int, with string) {
	s.T.Helper()
	r := s.StrandAt(webtest.Tech, far)
	client := awsdynamodb.NewFromConfig(s.Config)
	key := map[string]types.AttributeValue{"PK": &types.AttributeValueMemberS{Value: "CASE#" + string(r)}, "SK": &types.AttributeValueMemberS{Value: "STRAND#" + string(webtest.Tech)}}
	answer, err := client.GetItem(s.T.Context(), &awsdynamodb.GetItemInput{TableName: aws.String("cases"), Key: key})
	if err != nil || len(answer.Item) == 0 {
		s.T.Fatalf("the strand of %s: %v", r, err)
	}
	if _, err := client.DeleteItem(s.T.Context(), &awsdynamodb.DeleteItemInput{TableName: aws.String("cases"), Key: key}); err != nil {
		s.T.Fatal(err)
	}
	for n := 0; n < number; {
		var batch []types.WriteRequest
		for ; len(batch) < 25 && n < number; n++ {
			other, err := referral.MintReference(rand.Reader)
			if err != nil {
				s.T.Fatal(err)
			}
			renamed := strings.NewReplacer(string(r), string(other), webtest.Therapist.ID, with)
			batch = append(batch, types.WriteRequest{PutRequest: &types.PutRequest{Item: rename(answer.Item, renamed)}})
		}
		if _, err := client.BatchWriteItem(s.T.Context(), &awsdynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{"cases": batch}}); err != nil {
			s.T.Fatal(err)
		}
	}
}

// rename returns an item with other names in its texts.
func rename(item map[string]types.AttributeValue, names *strings.Replacer) map[string]types.AttributeValue {
	renamed := map[string]types.AttributeValue{}
	for attribute, value := range item {
		renamed[attribute] = renameValue(value, names)
	}
	return renamed
}

func renameValue(value types.AttributeValue, names *strings.Replacer) types.AttributeValue {
	switch v := value.(type) {
	case *types.AttributeValueMemberS:
		return &types.AttributeValueMemberS{Value: names.Replace(v.Value)}
	case *types.AttributeValueMemberM:
		return &types.AttributeValueMemberM{Value: rename(v.Value, names)}
	case *types.AttributeValueMemberL:
		var list []types.AttributeValue
		for _, one := range v.Value {
			list = append(list, renameValue(one, names))
		}
		return &types.AttributeValueMemberL{Value: list}
	}
	return value
}

// costs is what a page costs: calls, and read units.
type costs struct {
	calls int
	read  float64
}

var nextPage = regexp.MustCompile(`href="(/worklist\?[^"]*from=[^"]*)"`)

// pagesAt returns what each page of each list costs, of a table with so many open strands.
func pagesAt(t *testing.T, open int) map[string]costs {
	s := webtest.New(t)
	fillTo(s, open)
	s.At(webtest.Monday.AddDate(0, 0, 21)) // what is open is overdue by now, what was closed is still listed
	all := map[string]costs{}
	ask := func(b webtest.Browser, name, path string, form url.Values) webtest.Page {
		m := webtest.NewMeter()
		s.Cloud.Meter = m
		defer func() { s.Cloud.Meter = nil }()
		var answer webtest.Page
		if form == nil {
			answer = b.Get(path)
		} else {
			answer = b.Post(path, form)
		}
		answer.Must(http.StatusOK)
		all[name] = costs{m.Total(), m.Read}
		return answer
	}
	ot, fits := s.SignIn(webtest.Therapist), s.SignIn(webtest.Installer)
	for _, known := range listpage.Lists() {
		b := ot
		if known == casestore.ListArranging || known == casestore.ListCollect {
			b = fits
		}
		for _, choice := range []string{"", "&order=age", "&kind=assistive-technology"} {
			name := "the list " + string(known) + choice
			first := ask(b, name, "/worklist?list="+string(known)+choice, nil)
			if choice == "&kind=assistive-technology" {
				continue // its second page looks through more than there is
			}
			if onward := nextPage.FindStringSubmatch(first.Html); onward != nil {
				ask(b, name+", second page", strings.ReplaceAll(onward[1], "&amp;", "&"), nil)
			} else {
				t.Errorf("%s with %d open strands has one page only", name, open)
			}
		}
	}
	ask(ot, nothingPasses, "/worklist?list=waiting&priority=urgent", nil)
	ask(ot, "changes of a list", "/worklist/changes?list=waiting", nil)
	ask(ot, "my day", "/my-day", nil)
	ask(s.SignIn(webtest.Manager), "the manager's list", "/worklist", nil)
	ask(s.SignIn(webtest.Manager), "giving out work", "/assign?team="+string(referral.OccupationalTherapyTeam), nil)
	ask(s.SignIn(webtest.Manager), "the board", "/board", nil)
	ask(s.SignIn(webtest.SocialWorker), "a referrer's list", "/my-referrals", nil)
	ask(s.SignIn(webtest.Operator), "the list for operations", "/operations", nil)
	return all
}

// nothingPasses is the one page that reads on and on, and stops at MostExamined.
const nothingPasses = "a filter that nothing passes"

// A page of each list costs the same calls and, to five in a hundred, the same read units
// however many cases are open. SCALE=100000 has so many of them.
func TestAPageCostsTheSame(t *testing.T) {
	few, many := 1000, 3000
	if n, err := strconv.Atoi(os.Getenv("SCALE")); err == nil {
		many = n
	}
	before, after := pagesAt(t, few), pagesAt(t, many)
	for name, want := range before {
		got := after[name]
		t.Logf("%-60s %2d calls, %5.1f read units", name, got.calls, got.read)
		if examined := float64(casestore.MostExamined) / 100; name == nothingPasses {
			if float64(got.calls) > examined*float64(want.calls)+1 || got.read > examined*want.read {
				t.Errorf("%s costs %+v, and %+v where all are read", name, got, want)
			}
			continue
		}
		// What is overdue comes from all lists, and its rows are not all of one size.
		if got.calls != want.calls || math.Abs(got.read-want.read) > 0.05*want.read {
			t.Errorf("%s costs %d calls and %.1f read units with %d open, and %d and %.1f with %d", name, want.calls, want.read, few, got.calls, got.read, many)
		}
		if got.calls == 0 || got.read == 0 {
			t.Errorf("%s was not counted", name)
		}
	}
	if len(before) < 5*len(listpage.Lists()) {
		t.Errorf("only %d pages were looked at", len(before))
	}
}
