package dynamodb

import "slices"

// Values of ReturnValues and ReturnValuesOnConditionCheckFailure.
const (
	returnNone = "NONE"
	allOld     = "ALL_OLD"
	updatedOld = "UPDATED_OLD"
	allNew     = "ALL_NEW"
	updatedNew = "UPDATED_NEW"
)

// writeInput is what the operations that write one item have in common.
type writeInput struct {
	TableName *string
	expressionInput
	ConditionExpression                 *string
	ReturnValues                        string
	ReturnValuesOnConditionCheckFailure string
	ReturnConsumedCapacity              string

	// ReturnItemCollectionMetrics is about tables with local secondary indexes.
	// AWS answers nothing for any other table, and so does the double.
	ReturnItemCollectionMetrics string
}

type writeAnswer struct {
	Attributes       *document `json:",omitempty"`
	ConsumedCapacity *consumed `json:",omitempty"`
}

// check refuses values that an enumeration lacks, and kinds of return values
// that the operation does not have.
func (in *writeInput) check(returns ...string) error {
	if !slices.Contains([]string{"", returnNone, allOld, updatedOld, allNew, updatedNew}, in.ReturnValues) {
		return constraint("'"+in.ReturnValues+"'", "returnValues", "Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]")
	}
	if in.ReturnValues != "" && !slices.Contains(returns, in.ReturnValues) {
		return invalid("Return values set to invalid value")
	}
	if err := checkOnFailure(in.ReturnValuesOnConditionCheckFailure); err != nil {
		return err
	}
	switch in.ReturnItemCollectionMetrics {
	case "", "NONE", "SIZE":
	default:
		return constraint("'"+in.ReturnItemCollectionMetrics+"'", "returnItemCollectionMetrics", "Member must satisfy enum value set: [SIZE, NONE]")
	}
	return checkReturnConsumedCapacity(in.ReturnConsumedCapacity)
}

func checkOnFailure(asked string) error {
	if asked != "" && asked != returnNone && asked != allOld {
		return constraint("'"+asked+"'", "returnValuesOnConditionCheckFailure", "Member must satisfy enum value set: [ALL_OLD, NONE]")
	}
	return nil
}

// change is a write that has been checked as far as that can be done without
// looking at what is stored.
type change struct {
	table     *table
	key       attributes // checked by plan
	condition condition  // nil if none
	onFailure string
	scope     *scope

	// One of these: the item to put, the update, a deletion, or only a check.
	put     attributes
	update  []action
	updates bool
	deletes bool
}

// parseCondition reads the condition of a write.
func (c *change) parseCondition(text *string) (err error) {
	if text != nil {
		c.condition, err = parse(c.scope, "ConditionExpression", *text, conditionExpression)
	}
	return err
}

// plan checks a change against what is stored and returns the write to commit.
// It changes nothing.
func (c *change) plan() (write, error) {
	t := c.table
	if c.put != nil {
		if err := t.checkItem(c.put); err != nil {
			return write{}, err
		}
		c.key = t.key.of(c.put)
	} else if err := t.key.checkKey(c.key); err != nil {
		return write{}, err
	}
	if err := c.scope.checkScalarKeys(t); err != nil {
		return write{}, err
	}
	for _, a := range c.update {
		if head := a.path[0].name; t.key.has(head) {
			return write{}, invalid("One or more parameter values were invalid: Cannot update attribute %s. This attribute is part of the key", head)
		}
	}
	w := write{table: t}
	w.place, _ = t.key.encode(c.key)
	w.before, _ = t.items.Get(w.place)
	if c.condition != nil && !c.condition.holds(w.before.content()) {
		return w, conditionFailed(w.before, c.onFailure)
	}
	var err error
	w.now, err = c.outcome(w.before)
	return w, err
}

// content is the attributes of an item; none if there is no item.
func (d *document) content() attributes {
	if d == nil {
		return nil
	}
	return d.attributes
}

// outcome is the item after the change.
func (c *change) outcome(before *document) (*document, error) {
	switch {
	case c.put != nil:
		now := newDocument(c.put)
		if now.size > maxItemBytes {
			return nil, invalid("Item size has exceeded the maximum allowed size")
		}
		return now, nil
	case c.deletes:
		return nil, nil
	case !c.updates:
		return before, nil
	}
	base := before.content()
	if base == nil {
		base = c.key
	}
	updated, err := apply(c.update, base)
	if err != nil {
		return nil, err
	}
	err = c.table.checkIndexKeys(updated, func(*index, attribute, value) error {
		return invalid("The update expression attempted to update the secondary index key to unsupported type")
	})
	if err != nil {
		return nil, err
	}
	now := newDocument(updated)
	if now.size > maxItemBytes {
		return nil, invalid("Item size to update has exceeded the maximum allowed size")
	}
	return now, nil
}

// answer commits a planned write and answers what was asked for.
func (s *Service) answer(in *writeInput, w write, attributes *document) *writeAnswer {
	did := s.commit(w)
	b := bill{asked: in.ReturnConsumedCapacity}
	b.wrote(w.table.definition.TableName, did, 1)
	return &writeAnswer{Attributes: attributes, ConsumedCapacity: b.one()}
}
