package dynamodb

import (
	"strings"
)

// keyCondition is one condition on one key attribute.
type keyCondition struct {
	name     string
	operator string // =, <, <=, >, >=, BETWEEN or begins_with
	values   []value
}

func badKeyCondition(format string, arguments ...any) ([]keyCondition, error) {
	return nil, invalid(format, arguments...)
}

// keyConditions takes a KeyConditionExpression apart, and refuses what no key
// can be looked up by.
func keyConditions(c condition) ([]keyCondition, error) {
	switch c := c.(type) {
	case and:
		left, err := keyConditions(c.left)
		if err != nil {
			return nil, err
		}
		right, err := keyConditions(c.right)
		return append(left, right...), err
	case or:
		return badKeyCondition("Invalid operator used in KeyConditionExpression: OR")
	case not:
		return badKeyCondition("Invalid operator used in KeyConditionExpression: NOT")
	case in:
		return badKeyCondition("Invalid operator used in KeyConditionExpression: IN")
	case between:
		if c.tested.path == nil {
			return badKeyCondition("Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand")
		}
		return oneKeyCondition("BETWEEN", c.tested, c.low, c.high)
	case call:
		if c.function != "begins_with" {
			return badKeyCondition("Invalid operator used in KeyConditionExpression: %s", c.function)
		}
		if c.arguments[0].path == nil {
			return badKeyCondition("Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand")
		}
		return oneKeyCondition("begins_with", c.arguments...)
	case comparison:
		if c.operator == "<>" {
			return badKeyCondition("Invalid operator used in KeyConditionExpression: <>")
		}
		if c.left.path == nil && c.right.path != nil {
			return oneKeyCondition(strings.NewReplacer("<", ">", ">", "<").Replace(c.operator), c.right, c.left)
		}
		return oneKeyCondition(c.operator, c.left, c.right)
	}
	return badKeyCondition("Query key condition not supported")
}

func oneKeyCondition(operator string, operands ...operand) ([]keyCondition, error) {
	result := keyCondition{operator: operator}
	for i, o := range operands {
		switch {
		case o.sizeOf:
			return badKeyCondition("KeyConditionExpressions cannot contain nested operations")
		case o.path == nil && i == 0:
			return badKeyCondition("Invalid condition in KeyConditionExpression: No key attribute specified")
		case o.path == nil:
			result.values = append(result.values, o.value)
		case i > 0:
			return badKeyCondition("Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition")
		case len(o.path) > 1:
			return badKeyCondition("KeyConditionExpressions cannot have conditions on nested attributes")
		default:
			result.name = o.path[0].name
		}
	}
	return []keyCondition{result}, nil
}

// keyRange is the part of a tree that a query reads: from low up to but without
// high. The sort condition is kept to check a starting key against it.
type keyRange struct {
	partition value
	sort      *keyCondition
	low, high string
}

// keyRange is where the items are that meet the conditions.
func (k keySchema) keyRange(conditions []keyCondition) (keyRange, error) {
	none := keyRange{}
	byName := map[string]*keyCondition{}
	for i, c := range conditions {
		if byName[c.name] != nil {
			return none, invalid("KeyConditionExpressions must only contain one condition per key")
		}
		byName[c.name] = &conditions[i]
	}
	if len(byName) > 2 {
		return none, invalid("Conditions can be of length 1 or 2 only")
	}
	first := byName[k.partition.name]
	if first == nil {
		return none, invalid("Query condition missed key schema element: %s", k.partition.name)
	}
	if err := k.checkOperands(k.partition, first); err != nil {
		return none, err
	}
	if first.operator != "=" || len(byName) == 2 && k.sort == nil {
		return none, invalid("Query key condition not supported")
	}
	prefix := partitionPrefix(first.values[0])
	r := keyRange{partition: first.values[0], low: string(prefix), high: string(prefix) + afterAll}
	if len(byName) == 1 {
		return r, nil
	}
	if r.sort = byName[k.sort.name]; r.sort == nil {
		return none, invalid("Query condition missed key schema element: %s", k.sort.name)
	}
	if err := k.checkOperands(*k.sort, r.sort); err != nil {
		return none, err
	}
	r.narrow(prefix)
	return r, nil
}

func (k keySchema) checkOperands(a attribute, c *keyCondition) error {
	for _, v := range c.values {
		if v.kind != a.kind {
			return invalid("One or more parameter values were invalid: Condition parameter type does not match schema type")
		}
		if err := k.checkPart(a, v); err != nil {
			return err
		}
	}
	return nil
}

// narrow applies the sort condition.
func (r *keyRange) narrow(prefix []byte) {
	at := func(i int) string { return string(appendKey(prefix[:len(prefix):len(prefix)], r.sort.values[i])) }
	switch r.sort.operator {
	case "=":
		r.low, r.high = at(0), at(0)+afterAll
	case "<":
		r.high = at(0)
	case "<=":
		r.high = at(0) + afterAll
	case ">":
		r.low = at(0) + afterAll
	case ">=":
		r.low = at(0)
	case "BETWEEN":
		r.low, r.high = at(0), at(1)+afterAll
	case "begins_with":
		start := appendKeyPrefix(prefix[:len(prefix):len(prefix)], r.sort.values[0])
		r.low, r.high = string(start), after(start)
	}
}

// meets tells whether a value of the sort key meets the sort condition.
func (c *keyCondition) meets(v value) bool {
	constant := func(i int) operand { return operand{value: c.values[i]} }
	tested := operand{value: v}
	switch c.operator {
	case "BETWEEN":
		return between{tested, constant(0), constant(1)}.holds(nil)
	case "begins_with":
		return call{c.operator, []operand{tested, constant(0)}}.holds(nil)
	}
	return comparison{c.operator, tested, constant(0)}.holds(nil)
}
