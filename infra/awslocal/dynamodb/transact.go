package dynamodb

import (
	"fmt"
	"strings"

	"assistive-referrals/infra/awslocal/wire"
)

// Limits of a transaction.
const (
	maxTransactItems = 100
	maxTransactBytes = 4 * 1024 * 1024
)

type (
	// transactCondition is what every part of a transaction may have.
	transactCondition struct {
		TableName *string
		expressionInput
		ConditionExpression                 *string
		ReturnValuesOnConditionCheckFailure string
	}
	transactCheck struct {
		transactCondition
		Key attributes
	}
	transactPut struct {
		transactCondition
		Item attributes
	}
	transactDelete struct {
		transactCondition
		Key attributes
	}
	transactUpdate struct {
		transactCondition
		Key              attributes
		UpdateExpression *string
	}
	transactWriteItem struct {
		ConditionCheck *transactCheck  `json:",omitempty"`
		Put            *transactPut    `json:",omitempty"`
		Delete         *transactDelete `json:",omitempty"`
		Update         *transactUpdate `json:",omitempty"`
	}

	transactWriteItemsInput struct {
		TransactItems               []transactWriteItem
		ClientRequestToken          string
		ReturnConsumedCapacity      string
		ReturnItemCollectionMetrics string
	}
)

type transactWriteAnswer struct {
	ConsumedCapacity []*consumed `json:",omitempty"`
}

func (s *Service) transactWriteItems(in *transactWriteItemsInput) (any, error) {
	if err := checkReturnConsumedCapacity(in.ReturnConsumedCapacity); err != nil {
		return nil, err
	}
	if err := checkTransactLength(len(in.TransactItems)); err != nil {
		return nil, err
	}
	if len(in.ClientRequestToken) > 36 {
		return nil, constraint("'"+in.ClientRequestToken+"'", "clientRequestToken", "Member must have length less than or equal to 36")
	}
	changes := make([]*change, len(in.TransactItems))
	for i := range in.TransactItems {
		var err error
		if changes[i], err = s.transactChange(&in.TransactItems[i]); err != nil {
			return nil, err
		}
	}
	if err := checkDistinctItems(changes); err != nil {
		return nil, err
	}
	repeated, err := s.repeats(in)
	if err != nil {
		return nil, err
	}
	if repeated {
		return s.replay(in, changes), nil
	}
	writes, err := planAll(changes)
	if err != nil {
		return nil, err
	}
	b := bill{asked: in.ReturnConsumedCapacity}
	for _, w := range writes {
		b.wrote(w.table.definition.TableName, s.commit(w), 2)
	}
	for _, c := range b.tables {
		c.WriteCapacityUnits = c.CapacityUnits
	}
	if err := s.rememberToken(in); err != nil {
		return nil, err
	}
	return &transactWriteAnswer{ConsumedCapacity: b.tables}, nil
}

func checkTransactLength(count int) error {
	switch {
	case count == 0:
		return constraint("'[]'", "transactItems", "Member must have length greater than or equal to 1")
	case count > maxTransactItems:
		return constraint(fmt.Sprintf("'[%d items]'", count), "transactItems", "Member must have length less than or equal to 100")
	}
	return nil
}

// transactChange reads one part of a transaction.
func (s *Service) transactChange(item *transactWriteItem) (*change, error) {
	given := 0
	for _, present := range []bool{item.ConditionCheck != nil, item.Put != nil, item.Delete != nil, item.Update != nil} {
		if present {
			given++
		}
	}
	if given != 1 {
		return nil, invalid("TransactItems can only contain one of Check, Put, Update or Delete")
	}
	switch {
	case item.Put != nil:
		return s.newPut(item.Put.write(), item.Put.Item)
	case item.Delete != nil:
		return s.newDelete(item.Delete.write(), item.Delete.Key)
	case item.Update != nil:
		if item.Update.UpdateExpression == nil {
			return nil, missing("transactItems.member.update.updateExpression")
		}
		return s.newUpdate(item.Update.write(), item.Update.Key, item.Update.UpdateExpression)
	}
	check := item.ConditionCheck
	if check.ConditionExpression == nil {
		return nil, missing("transactItems.member.conditionCheck.conditionExpression")
	}
	c, err := s.newDelete(check.write(), check.Key)
	if err == nil {
		c.deletes = false
	}
	return c, err
}

func (in *transactCondition) write() *writeInput {
	return &writeInput{
		TableName: in.TableName, expressionInput: in.expressionInput, ConditionExpression: in.ConditionExpression,
		ReturnValuesOnConditionCheckFailure: in.ReturnValuesOnConditionCheckFailure,
	}
}

// checkDistinctItems refuses a transaction with two operations on one item.
// Keys that no item can have are left to planAll.
func checkDistinctItems(changes []*change) error {
	taken := map[string]bool{}
	for _, c := range changes {
		key := c.key
		if c.put != nil {
			key = c.table.key.of(c.put)
		}
		if c.table.key.checkKey(key) != nil {
			continue
		}
		full, _ := c.table.key.encode(key)
		if full = c.table.definition.TableName + "\x00" + full; taken[full] {
			return sameItemTwice()
		}
		taken[full] = true
	}
	return nil
}

func sameItemTwice() error {
	return invalid("Transaction request cannot include multiple operations on one item")
}

// reason is one of the CancellationReasons.
type reason struct {
	Code    string
	Message string    `json:",omitempty"`
	Item    *document `json:",omitempty"`
}

// planAll plans every change against what is stored now. If any is refused, the
// whole transaction is, with a reason for each in their order.
func planAll(changes []*change) ([]write, error) {
	writes := make([]write, len(changes))
	reasons := make([]reason, len(changes))
	cancelled := false
	total := 0
	for i, c := range changes {
		w, err := c.plan()
		reasons[i] = reason{Code: "None"}
		if err != nil {
			refusal, ok := err.(*wire.Error)
			if !ok {
				return nil, err
			}
			cancelled = true
			reasons[i] = reasonOf(refusal)
			continue
		}
		writes[i] = w
		total += max(w.before.bytes(), w.now.bytes())
	}
	if cancelled {
		return nil, cancel(reasons)
	}
	if total > maxTransactBytes {
		return nil, invalid("Transaction request cannot be larger than 4 MB in aggregate item size")
	}
	return writes, nil
}

func (d *document) bytes() int {
	if d == nil {
		return 0
	}
	return d.size
}

func reasonOf(refusal *wire.Error) reason {
	switch refusal.Code {
	case "ConditionalCheckFailedException":
		r := reason{Code: "ConditionalCheckFailed", Message: refusal.Message}
		r.Item, _ = refusal.Members["Item"].(*document)
		return r
	case "ValidationException":
		return reason{Code: "ValidationError", Message: refusal.Message}
	}
	return reason{Code: refusal.Code, Message: refusal.Message}
}

func cancel(reasons []reason) error {
	codes := make([]string, len(reasons))
	for i, r := range reasons {
		codes[i] = r.Code
	}
	text := "Transaction cancelled, please refer cancellation reasons for specific reasons [" + strings.Join(codes, ", ") + "]"
	refusal := wire.Refuse("TransactionCanceledException", "%s", text)
	refusal.Members = map[string]any{"CancellationReasons": reasons}
	return refusal
}

type transactGetItemsInput struct {
	TransactItems []struct {
		Get *readInput
	}
	ReturnConsumedCapacity string
}

type transactGetAnswer struct {
	Responses        []getAnswer
	ConsumedCapacity []*consumed `json:",omitempty"`
}

func (s *Service) transactGetItems(in *transactGetItemsInput) (any, error) {
	if err := checkReturnConsumedCapacity(in.ReturnConsumedCapacity); err != nil {
		return nil, err
	}
	if err := checkTransactLength(len(in.TransactItems)); err != nil {
		return nil, err
	}
	answer := &transactGetAnswer{}
	b := bill{asked: in.ReturnConsumedCapacity}
	lookups := make([]*lookup, len(in.TransactItems))
	asChanges := make([]*change, len(in.TransactItems))
	for i, item := range in.TransactItems {
		if item.Get == nil {
			return nil, missing("transactItems.member.get")
		}
		var err error
		if lookups[i], err = s.newLookup(*item.Get); err != nil {
			return nil, err
		}
		asChanges[i] = &change{table: lookups[i].table, key: lookups[i].key}
	}
	if err := checkDistinctItems(asChanges); err != nil {
		return nil, err
	}
	total := 0
	reasons := make([]reason, len(lookups))
	cancelled := false
	for i, l := range lookups {
		reasons[i] = reason{Code: "None"}
		if err := l.check(); err != nil {
			cancelled = true
			reasons[i] = reason{Code: "ValidationError", Message: message(err)}
			continue
		}
		item, size := l.read()
		total += size
		b.table(l.table.definition.TableName, 2*readUnits(size, true))
		answer.Responses = append(answer.Responses, getAnswer{Item: item})
	}
	if cancelled {
		return nil, cancel(reasons)
	}
	if total > maxTransactBytes {
		return nil, invalid("Transaction request cannot be larger than 4 MB in aggregate item size")
	}
	for _, c := range b.tables {
		c.ReadCapacityUnits = c.CapacityUnits
	}
	answer.ConsumedCapacity = b.tables
	return answer, nil
}
