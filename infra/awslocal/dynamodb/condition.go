package dynamodb

import (
	"fmt"
	"slices"
	"strings"
)

// condition is a parsed ConditionExpression, FilterExpression or
// KeyConditionExpression.
type condition interface {
	// holds tells whether the condition is true of an item.
	holds(item attributes) bool
}

type (
	and struct{ left, right condition }
	or  struct{ left, right condition }
	not struct{ inner condition }

	comparison struct {
		operator    string
		left, right operand
	}
	between struct{ tested, low, high operand }
	in      struct {
		tested operand
		listed []operand
	}
	// call is a function that is true or false.
	call struct {
		function  string
		arguments []operand
	}
)

// operand is a document path, a value, or the size of either.
type operand struct {
	path   path // nil for a value
	value  value
	sizeOf bool
}

// static is the type that the operand has whatever the item is.
func (o operand) static() kind {
	switch {
	case o.sizeOf:
		return kindN
	case o.path == nil:
		return o.value.kind
	}
	return kindNone
}

// literal is the type of an operand that is a value in the request.
func (o operand) literal() kind {
	if o.sizeOf {
		return kindNone
	}
	return o.static()
}

// conditionExpression reads a whole condition.
func conditionExpression(p *parser) (condition, error) {
	return p.disjunction()
}

func (p *parser) disjunction() (condition, error) {
	left, err := p.conjunction()
	for err == nil && p.accept("OR") {
		if err = p.operator(); err != nil {
			break
		}
		var right condition
		right, err = p.conjunction()
		left = or{left, right}
	}
	return left, err
}

func (p *parser) conjunction() (condition, error) {
	left, err := p.negation()
	for err == nil && p.accept("AND") {
		if err = p.operator(); err != nil {
			break
		}
		var right condition
		right, err = p.negation()
		left = and{left, right}
	}
	return left, err
}

func (p *parser) negation() (condition, error) {
	if p.peek().kind == tokenWord && p.accept("NOT") {
		if err := p.operator(); err != nil {
			return nil, err
		}
		inner, err := p.negation()
		return not{inner}, err
	}
	if p.peek().is("(") {
		return p.parenthesised()
	}
	return p.predicate()
}

// parenthesised reads a condition in parentheses. Two pairs around the same
// condition are refused, as AWS does.
func (p *parser) parenthesised() (condition, error) {
	if err := p.operator(); err != nil { // nesting is bounded by the same limit
		return nil, err
	}
	p.take()
	doubled := p.peek().is("(")
	inner := p.at
	c, err := p.disjunction()
	if err != nil {
		return nil, err
	}
	if doubled && p.closes(inner) == p.at-1 && p.peek().is(")") {
		return nil, fmt.Errorf("The expression has redundant parentheses;")
	}
	return c, p.expect(")")
}

// closes is the position of the parenthesis that closes the one at position at.
func (p *parser) closes(at int) int {
	depth := 0
	for i := at; i < len(p.tokens); i++ {
		switch {
		case p.tokens[i].is("("):
			depth++
		case p.tokens[i].is(")"):
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// isCall tells whether a function name with its parenthesis comes next.
func (p *parser) isCall() bool {
	return p.peek().kind == tokenWord && p.tokens[p.at+1].is("(")
}

func (p *parser) predicate() (condition, error) {
	if p.isCall() && p.peek().text != "size" {
		return p.call()
	}
	tested, err := p.operand()
	if err != nil {
		return nil, err
	}
	if err := p.operator(); err != nil {
		return nil, err
	}
	switch operator := p.peek(); {
	case p.accept("BETWEEN"):
		return p.between(tested)
	case p.accept("IN"):
		return p.in(tested)
	case operator.kind == tokenPunctuation && slices.Contains(comparators, operator.text):
		p.take()
		right, err := p.operand()
		if err != nil {
			return nil, err
		}
		c := comparison{operator.text, tested, right}
		return c, c.check()
	case tested.sizeOf:
		return nil, fmt.Errorf("The function is not allowed to be used this way in an expression; function: size")
	}
	return nil, p.syntax()
}

var comparators = []string{"=", "<>", "<", "<=", ">", ">="}

func (p *parser) between(tested operand) (condition, error) {
	low, err := p.operand()
	if err != nil {
		return nil, err
	}
	if err := p.expect("AND"); err != nil {
		return nil, err
	}
	high, err := p.operand()
	if err != nil {
		return nil, err
	}
	c := between{tested, low, high}
	return c, c.check()
}

func (p *parser) in(tested operand) (condition, error) {
	if err := p.expect("("); err != nil {
		return nil, err
	}
	listed, err := p.operands()
	if err == nil && len(listed) > maxInOperands {
		err = fmt.Errorf("Invalid number of operands for operator or function; operator or function: IN, number of operands: %d", len(listed))
	}
	return in{tested, listed}, err
}

// operands reads operands up to the closing parenthesis.
func (p *parser) operands() ([]operand, error) {
	var all []operand
	for {
		o, err := p.operand()
		if err != nil {
			return nil, err
		}
		all = append(all, o)
		if p.accept(",") {
			continue
		}
		return all, p.expect(")")
	}
}

func (p *parser) operand() (operand, error) {
	if p.isCall() {
		name := p.peek().text
		if name != "size" {
			if _, known := functions[name]; known {
				return operand{}, fmt.Errorf("The function is not allowed to be used this way in an expression; function: %s", name)
			}
			return operand{}, fmt.Errorf("Invalid function name; function: %s", name)
		}
		return p.size()
	}
	if t := p.peek(); t.kind == tokenValue {
		v, err := p.scope.value(t.text)
		p.take()
		return operand{value: v}, err
	}
	found, err := p.path()
	return operand{path: found}, err
}

func (p *parser) size() (operand, error) {
	p.at += 2
	if err := p.operator(); err != nil {
		return operand{}, err
	}
	of, err := p.operands()
	if err != nil {
		return operand{}, err
	}
	if len(of) != 1 {
		return operand{}, wrongCount("size", len(of))
	}
	if k := of[0].static(); k == kindN || k == kindBOOL || k == kindNULL {
		return operand{}, wrongType("size", k)
	}
	of[0].sizeOf = true
	return of[0], nil
}

func (p *parser) call() (condition, error) {
	name := p.take().text
	p.take()
	count, known := functions[name]
	if !known {
		return nil, fmt.Errorf("Invalid function name; function: %s", name)
	}
	if err := p.operator(); err != nil {
		return nil, err
	}
	arguments, err := p.operands()
	if err != nil {
		return nil, err
	}
	if len(arguments) != count {
		return nil, wrongCount(name, len(arguments))
	}
	c := call{name, arguments}
	return c, c.check()
}

// functions are the functions of conditions, with their number of operands.
var functions = map[string]int{
	"attribute_exists":     1,
	"attribute_not_exists": 1,
	"attribute_type":       2,
	"begins_with":          2,
	"contains":             2,
	"size":                 1,
}

func wrongCount(function string, count int) error {
	return fmt.Errorf("Incorrect number of operands for operator or function; operator or function: %s, number of operands: %d", function, count)
}

func wrongType(function string, k kind) error {
	return fmt.Errorf("Incorrect operand type for operator or function; operator or function: %s, operand type: %s", function, k)
}

func distinct(operator string, left, right operand) error {
	if left.path != nil && !left.sizeOf && !right.sizeOf && slices.Equal(left.path, right.path) {
		return fmt.Errorf("The first operand must be distinct from the remaining operands for this operator or function; operator: %s, first operand: %s",
			operator, left.path)
	}
	return nil
}

func (c comparison) check() error {
	if c.operator != "=" && c.operator != "<>" {
		for _, o := range []operand{c.left, c.right} {
			if k := o.static(); k != kindNone && !k.ordered() {
				return fmt.Errorf("Incorrect operand type for operator or function; operator: %s, operand type: %s", c.operator, k)
			}
		}
	}
	return distinct(c.operator, c.left, c.right)
}

func (c between) check() error {
	for _, o := range []operand{c.tested, c.low, c.high} {
		if k := o.static(); k != kindNone && !k.ordered() {
			return fmt.Errorf("Incorrect operand type for operator or function; operator: BETWEEN, operand type: %s", k)
		}
	}
	low, high := c.low.literal(), c.high.literal()
	if low == kindNone || high == kindNone {
		return nil
	}
	bounds := fmt.Sprintf("lower bound operand: AttributeValue: {%s:%s}, upper bound operand: AttributeValue: {%s:%s}",
		low, c.low.value.text, high, c.high.value.text)
	if low != high {
		return fmt.Errorf("The BETWEEN operator requires same data type for lower and upper bounds; %s", bounds)
	}
	if order(c.low.value, c.high.value) > 0 {
		return fmt.Errorf("The BETWEEN operator requires upper bound to be greater than or equal to lower bound; %s", bounds)
	}
	return nil
}

func (c call) check() error {
	switch c.function {
	case "attribute_exists", "attribute_not_exists":
		if c.arguments[0].path == nil || c.arguments[0].sizeOf {
			return fmt.Errorf("Operator or function requires a document path; operator or function: %s", c.function)
		}
		return nil
	case "begins_with":
		for _, o := range c.arguments {
			if k := o.static(); k != kindNone && k != kindS && k != kindB {
				return wrongType(c.function, k)
			}
		}
	case "attribute_type":
		k := c.arguments[1].static()
		if k == kindNone {
			return fmt.Errorf("Incorrect operand type for operator or function; operator or function: %s, operand type: {NS,SS,L,BS,N,M,B,BOOL,NULL,S}", c.function)
		}
		if k != kindS {
			return wrongType(c.function, k)
		}
		if name := c.arguments[1].value.text; kindNamed(name) == kindNone {
			return fmt.Errorf("Invalid attribute type name found; type: %s, valid types: {%s}", name, strings.Join([]string{"B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M"}, ","))
		}
	}
	return distinct(c.function, c.arguments[0], c.arguments[1])
}
