package dynamodb

import (
	"fmt"
	"slices"
	"strings"
)

// action is one change of an UpdateExpression.
type action struct {
	clause string // SET, REMOVE, ADD or DELETE
	path   path
	source source // SET: what to assign
	value  value  // ADD and DELETE
}

// source is the right side of a SET action, evaluated against the item as it
// was before the update.
type source interface {
	from(item attributes) (value, error)
	// static is the type that the result must have, if that can be told from
	// the request alone.
	static() kind
}

type (
	literal    struct{ value value }
	reference  struct{ path path }
	arithmetic struct {
		left, right source
		subtract    bool
	}
	ifNotExists struct {
		path     path
		fallback source
	}
	listAppend struct{ first, second source }
)

// updateExpression reads a whole UpdateExpression.
func updateExpression(p *parser) ([]action, error) {
	var actions []action
	seen := map[string]bool{}
	for p.peek().kind != tokenEnd {
		clause := strings.ToUpper(p.peek().text)
		read := clauses[clause]
		if p.peek().kind != tokenWord || read == nil {
			return nil, p.syntax()
		}
		if seen[clause] {
			return nil, fmt.Errorf("The \"%s\" section can only be used once in an update expression;", clause)
		}
		seen[clause] = true
		p.take()
		for {
			if err := p.operator(); err != nil {
				return nil, err
			}
			target, err := p.path()
			if err != nil {
				return nil, err
			}
			next := action{clause: clause, path: target}
			if err := read(p, &next); err != nil {
				return nil, err
			}
			actions = append(actions, next)
			if !p.accept(",") {
				break
			}
		}
	}
	paths := make([]path, len(actions))
	for i := range actions {
		paths[i] = actions[i].path
	}
	if message := checkDisjoint(paths); message != "" {
		return nil, fmt.Errorf("%s", message)
	}
	return actions, nil
}

// clauses read what follows the path of an action.
var clauses = map[string]func(*parser, *action) error{
	"SET": func(p *parser, a *action) (err error) {
		if err := p.expect("="); err != nil {
			return err
		}
		a.source, err = p.assigned()
		return err
	},
	"REMOVE": func(*parser, *action) error { return nil },
	"ADD": func(p *parser, a *action) error {
		return p.operandOf(a, func(k kind) bool { return k == kindN || k.isSet() })
	},
	"DELETE": func(p *parser, a *action) error {
		return p.operandOf(a, kind.isSet)
	},
}

func (p *parser) operandOf(a *action, allowed func(kind) bool) (err error) {
	t := p.peek()
	if t.kind != tokenValue {
		return p.syntax()
	}
	p.take()
	if a.value, err = p.scope.value(t.text); err != nil {
		return err
	}
	if !allowed(a.value.kind) {
		return fmt.Errorf("Incorrect operand type for operator or function; operator: %s, operand type: %s", a.clause, longNames[a.value.kind])
	}
	return nil
}

// longNames are the names of types in the messages of ADD and DELETE.
var longNames = map[kind]string{
	kindS: "STRING", kindN: "NUMBER", kindB: "BINARY", kindNULL: "NULL", kindBOOL: "BOOLEAN", kindL: "LIST", kindM: "MAP",
}

// assigned reads the right side of SET: an operand, a sum or a difference.
func (p *parser) assigned() (source, error) {
	left, err := p.source()
	if err != nil {
		return nil, err
	}
	sign := p.peek().text
	if !p.accept("+") && !p.accept("-") {
		return left, nil
	}
	if err := p.operator(); err != nil {
		return nil, err
	}
	right, err := p.source()
	if err != nil {
		return nil, err
	}
	for _, side := range []source{left, right} {
		if k := side.static(); k != kindNone && k != kindN {
			return nil, wrongType(sign, k)
		}
	}
	return arithmetic{left, right, sign == "-"}, nil
}

func (p *parser) source() (source, error) {
	if p.isCall() {
		return p.updateFunction()
	}
	if t := p.peek(); t.kind == tokenValue {
		v, err := p.scope.value(t.text)
		p.take()
		return literal{v}, err
	}
	found, err := p.path()
	return reference{found}, err
}

func (p *parser) updateFunction() (source, error) {
	name := p.take().text
	p.take()
	if name != "if_not_exists" && name != "list_append" {
		return nil, fmt.Errorf("Invalid function name; function: %s", name)
	}
	if err := p.operator(); err != nil {
		return nil, err
	}
	var arguments []source
	for {
		next, err := p.source()
		if err != nil {
			return nil, err
		}
		arguments = append(arguments, next)
		if !p.accept(",") {
			break
		}
	}
	if err := p.expect(")"); err != nil {
		return nil, err
	}
	if len(arguments) != 2 {
		return nil, wrongCount(name, len(arguments))
	}
	if name == "if_not_exists" {
		tested, ok := arguments[0].(reference)
		if !ok {
			return nil, fmt.Errorf("Operator or function requires a document path; operator or function: if_not_exists")
		}
		return ifNotExists{tested.path, arguments[1]}, nil
	}
	for _, argument := range arguments {
		if k := argument.static(); k != kindNone && k != kindL {
			return nil, wrongType(name, k)
		}
	}
	return listAppend{arguments[0], arguments[1]}, nil
}

func (s literal) static() kind     { return s.value.kind }
func (s reference) static() kind   { return kindNone }
func (s arithmetic) static() kind  { return kindN }
func (s ifNotExists) static() kind { return kindNone }
func (s listAppend) static() kind  { return kindL }

func (s literal) from(attributes) (value, error) { return s.value, nil }

func (s reference) from(item attributes) (value, error) {
	v, found := s.path.in(item)
	if !found {
		return v, invalid("The provided expression refers to an attribute that does not exist in the item")
	}
	return v, nil
}

func (s ifNotExists) from(item attributes) (value, error) {
	if v, found := s.path.in(item); found {
		return v, nil
	}
	return s.fallback.from(item)
}

func (s arithmetic) from(item attributes) (value, error) {
	left, right, err := both(s.left, s.right, item, kindN)
	if err != nil {
		return value{}, err
	}
	sum, err := addNumbers(left.text, right.text, s.subtract)
	if err != nil {
		return value{}, invalid("%s", err)
	}
	return numberValue(sum), nil
}

func (s listAppend) from(item attributes) (value, error) {
	first, second, err := both(s.first, s.second, item, kindL)
	if err != nil {
		return value{}, err
	}
	return value{kind: kindL, list: slices.Concat(first.list, second.list)}, nil
}

func both(first, second source, item attributes, k kind) (value, value, error) {
	a, err := first.from(item)
	if err != nil {
		return a, a, err
	}
	b, err := second.from(item)
	if err == nil && (a.kind != k || b.kind != k) {
		err = wrongOperand()
	}
	return a, b, err
}

func wrongOperand() error {
	return invalid("An operand in the update expression has an incorrect data type")
}
