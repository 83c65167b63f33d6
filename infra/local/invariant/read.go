package invariant

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"assistive-referrals/infra"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

type item = map[string]types.AttributeValue

// What follows is what the table holds, as far as it is looked at.
type (
	draft struct {
		ID     string `json:"id"`
		SentAs string `json:"sentAs"`
		DueAt  string `json:"DueAt"` // when whoever began it is told that it will go
	}
	strand struct {
		referral.Strand
		Reference referral.Reference `json:"reference"`
		keys      map[string]string  // of the indexes
	}
	owed struct {
		Kind     referral.Kind   `json:"kind"`
		Effect   referral.Effect `json:"effect"`
		Run      int             `json:"run"`
		Attempts int             `json:"attempts"`
		Seen     string          `json:"seen"`
	}
	notification struct {
		ID       string    `json:"id"`
		Attempts int       `json:"attempts"`
		Sent     time.Time `json:"sent"`
		Receipt  string    `json:"receipt"`
	}
)

func decode(i item, into any) error {
	err := attributevalue.UnmarshalMapWithOptions(i, into, func(o *attributevalue.DecoderOptions) { o.TagKey = "json" })
	if err != nil {
		return fmt.Errorf("%s %s: %w", textOf(i, "PK"), textOf(i, "SK"), err)
	}
	return nil
}

func textOf(i item, name string) string {
	if s, isText := i[name].(*types.AttributeValueMemberS); isText {
		return s.Value
	}
	return ""
}

// read scans the table. Production code never does.
func (c *checker) read(ctx context.Context) error {
	client := dynamodb.NewFromConfig(c.system.Cloud.Config())
	pages := dynamodb.NewScanPaginator(client, &dynamodb.ScanInput{TableName: aws.String(infra.Build().Table), ConsistentRead: aws.Bool(true)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return fmt.Errorf("scan: %w", err)
		}
		c.items = append(c.items, page.Items...)
	}
	for _, i := range c.items {
		if err := c.sort(i); err != nil {
			return err
		}
	}
	for _, r := range c.cases {
		slices.SortFunc(r.events, func(a, b referral.Event) int { return a.Version - b.Version })
	}
	return nil
}

// sort puts an item where it belongs.
func (c *checker) sort(i item) error {
	pk, sk := textOf(i, "PK"), textOf(i, "SK")
	keys := map[string]string{"PK": pk, "SK": sk}
	for _, index := range casestore.Schema().Indexes {
		for _, name := range []string{index.PartitionKey, index.SortKey} {
			if text := textOf(i, name); text != "" {
				keys[name] = text
			}
		}
	}
	for name, text := range keys {
		c.texts = append(c.texts, place{"key " + name, text})
	}
	kind, id, _ := strings.Cut(pk, "#")
	switch kind {
	case "DRAFT":
		if id, isNotice := strings.CutPrefix(sk, casestore.PrefixNotification); isNotice {
			var n notification
			err := decode(i, &n)
			c.notices[id] = n
			return err
		}
		if draft, rest, more := strings.Cut(sk, "#"); more {
			if strings.HasPrefix(rest, "SECRET#") {
				c.withKey[draft] = true
			}
			return nil
		}
		var d draft
		err := decode(i, &d)
		c.headers = append(c.headers, d)
		return err
	case "HISTORY":
		var e referral.Event
		err := decode(i, &e)
		_ = e.Open() // what cannot be read is found by the check of the history
		r := c.of(id)
		r.events = append(r.events, e)
		return err
	case "PERSON":
		c.rows[pk+" "+sk] = false
		return nil
	case "SUMMARY":
		if sk == "STANDING" {
			c.standings[referral.Team(id)] = referral.Date(textOf(i, "asOf"))
		}
	case "CASE":
		return c.of(id).add(i, sk, keys)
	}
	return nil
}

func (r *record) add(i item, sk string, keys map[string]string) error {
	kind, _, _ := strings.Cut(sk, "#")
	switch kind {
	case "CASE":
		r.hasCase = true
		return decode(i, &r.opened)
	case "REFERRAL":
		r.hasSent = true
		return decode(i, &r.sent)
	case "STRAND":
		s := strand{keys: keys}
		err := decode(i, &s)
		r.strands = append(r.strands, s)
		return err
	case "SECRET":
		r.secrets = append(r.secrets, strings.TrimPrefix(sk, "SECRET#"))
		return nil
	case "OWED":
		var o owed
		err := decode(i, &o)
		r.owed = append(r.owed, o)
		return err
	case "NOTIFICATION":
		var n notification
		err := decode(i, &n)
		r.notifications[n.ID] = n
		return err
	}
	return nil
}
