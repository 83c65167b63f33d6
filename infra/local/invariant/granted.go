package invariant

import (
	"encoding/json"
	"slices"

	"assistive-referrals/infra"
	"assistive-referrals/infra/awslocal"
)

// deed is what a function did in AWS, in the words of a grant.
type deed struct{ function, action string }

// granted holds that each function did only what its role allows, and that none read
// a whole table.
func (c *checker) granted() {
	if c.options.Recorder == nil {
		return
	}
	may := map[deed]bool{}
	for _, f := range infra.Build().Functions {
		for _, g := range f.Grants {
			for _, action := range g.Actions {
				may[deed{f.Name, action}] = true
			}
		}
	}
	for _, did := range c.options.Recorder.done() {
		if _, ours := infra.Build().Find(did.function); !ours {
			continue // a service, which does what its trigger asks, or whoever looks inside
		}
		switch {
		case slices.Contains(wholeTable, did.action):
			c.say(NoScan, did.function, "it called %s", did.action)
		case !may[did]:
			c.say(OnlyGranted, did.function, "it called %s", did.action)
		}
	}
}

// wholeTable are the actions that can read all of a table, whatever is asked for.
var wholeTable = []string{"dynamodb:Scan", "dynamodb:ExecuteStatement", "dynamodb:BatchExecuteStatement", "dynamodb:ExecuteTransaction"}

// actionsOf returns the actions that a role needs for a call. A transaction needs those
// of what it is made of.
func actionsOf(call awslocal.Call) []string {
	prefix := map[string]string{"DynamoDB": "dynamodb:", "SQS": "sqs:", "States": "states:", "S3": "s3:", "SecretsManager": "secretsmanager:", "KMS": "kms:"}[call.Service]
	switch {
	case prefix == "":
		return nil
	case call.Operation == "CopyObject":
		return []string{"s3:GetObject", "s3:PutObject"}
	case call.Operation == "TransactGetItems":
		return []string{"dynamodb:GetItem"}
	case call.Operation == "TransactWriteItems":
		return writesIn(call.Input)
	}
	return []string{prefix + call.Operation}
}

func writesIn(transaction []byte) []string {
	var input struct {
		TransactItems []map[string]json.RawMessage
	}
	if json.Unmarshal(transaction, &input) != nil {
		return []string{"dynamodb:TransactWriteItems"} // which is nobody's to do
	}
	var actions []string
	for _, write := range input.TransactItems {
		for kind := range write {
			action := map[string]string{"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}[kind]
			actions = append(actions, "dynamodb:"+action)
		}
	}
	return actions
}
