package casestore_test

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"assistive-referrals/internal/referral"
)

// A history is read as it was stored, whatever the form of its events.
func TestStoredHistoriesAreRead(t *testing.T) {
	for _, form := range []string{"form1", "form2"} {
		document, err := os.ReadFile("../referral/testdata/history_" + form + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var histories [][]map[string]any
		if err := json.Unmarshal(document, &histories); err != nil {
			t.Fatal(err)
		}
		s := newTable(t)
		for n, history := range histories {
			r := referral.Reference(fmt.Sprintf("H-%d", n))
			for i, event := range history {
				item, err := attributevalue.MarshalMap(event)
				s.must(err)
				item["PK"] = &types.AttributeValueMemberS{Value: "HISTORY#" + string(r)}
				item["SK"] = &types.AttributeValueMemberS{Value: fmt.Sprintf("%08d", i+1)}
				_, err = s.client.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: aws.String("cases"), Item: item})
				s.must(err)
			}
			events, err := s.History(t.Context(), r)
			s.must(err)
			c, _, err := referral.Replay(events)
			if err != nil || c.Version != len(history) || events[0].By.Name == "" {
				t.Errorf("%s, history %d: %v, %d events", form, n, err, c.Version)
			}
		}
	}
}
