package stepfunctions

import (
	"encoding/json"
	"sort"
	"strings"

	"assistive-referrals/infra/awslocal/wire"
)

// checkName refuses what AWS does not take as a name.
func checkName(name string) error {
	// The length is checked before the name is looked at, as a constraint of the
	// request's shape.
	switch n := len([]rune(name)); {
	case n == 0:
		return wire.Refuse("ValidationException", "1 validation error detected: Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1")
	case n > 80:
		return wire.Refuse("ValidationException", "1 validation error detected: Value '%s' at 'name' failed to satisfy constraint: Member must have length less than or equal to 80", name)
	}
	if strings.ContainsAny(name, " <>{}[]?*\"#%\\^|~`$&,;:/\t\n\r") || strings.ContainsFunc(name, isControl) {
		return wire.Refuse("InvalidName", "Invalid Name: '%s'", name)
	}
	return nil
}

func isControl(r rune) bool { return r < 0x20 || r >= 0x7f && r <= 0x9f || r == 0xfffe || r == 0xffff }

func checkARN(arn string) error {
	if !strings.HasPrefix(arn, "arn:") || len(arn) > 256 {
		return wire.Refuse("InvalidArn", "Invalid Arn: '%s'", arn)
	}
	return nil
}

func (s *Service) machineARN(name string) string {
	return "arn:aws:states:" + s.Region + ":" + s.Account + ":stateMachine:" + name
}

func (s *Service) machine(arn string) (*machine, error) {
	if err := checkARN(arn); err != nil {
		return nil, err
	}
	m := s.machines[arn]
	if m == nil {
		return nil, wire.Refuse("StateMachineDoesNotExist", "State Machine Does Not Exist: '%s'", arn)
	}
	return m, nil
}

// revise parses a definition and makes it what new executions of the machine run.
func (s *Service) revise(m *machine, definition string) error {
	parsed, err := parseDefinition(definition)
	if err != nil {
		return err
	}
	m.Definition = definition
	m.Revision = s.NewID()
	r := &revision{Machine: m.ARN, ID: m.Revision, Definition: definition, parsed: parsed}
	s.revisions[revisionKey(m)] = r
	return s.keep(revisionBucket, revisionKey(m), r)
}

func revisionKey(m *machine) string { return m.ARN + "@" + m.Revision }

type createMachineInput struct {
	Name                 string          `json:"name"`
	Definition           string          `json:"definition"`
	RoleArn              string          `json:"roleArn"`
	Type                 string          `json:"type"`
	LoggingConfiguration json.RawMessage `json:"loggingConfiguration"`
	TracingConfiguration json.RawMessage `json:"tracingConfiguration"`
	Tags                 json.RawMessage `json:"tags"`
}

func (s *Service) createStateMachine(in createMachineInput) (any, error) {
	if err := checkName(in.Name); err != nil {
		return nil, err
	}
	if in.Type == "EXPRESS" {
		return nil, wire.NotEmulated("States", "CreateStateMachine.EXPRESS")
	}
	if in.Type != "" && in.Type != "STANDARD" {
		return nil, wire.Refuse("ValidationException", "Value '%s' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [STANDARD, EXPRESS]", in.Type)
	}
	if err := checkARN(in.RoleArn); err != nil {
		return nil, err
	}
	arn := s.machineARN(in.Name)
	if m := s.machines[arn]; m != nil {
		switch {
		case m.Deleting:
			return nil, wire.Refuse("StateMachineDeleting", "State Machine is being deleted: '%s'", arn)
		case m.Definition != in.Definition:
			return nil, wire.Refuse("StateMachineAlreadyExists", "State Machine Already Exists: '%s'", arn)
		}
		return map[string]any{"stateMachineArn": arn, "creationDate": seconds(m.Created)}, nil
	}
	m := &machine{ARN: arn, Name: in.Name, RoleArn: in.RoleArn, Created: s.Clock()}
	if err := s.revise(m, in.Definition); err != nil {
		return nil, err
	}
	s.machines[arn] = m
	return map[string]any{"stateMachineArn": arn, "creationDate": seconds(m.Created)}, s.keep(machineBucket, arn, m)
}

type machineInput struct {
	StateMachineArn string `json:"stateMachineArn"`
	IncludedData    string `json:"includedData"`
}

func (s *Service) describeStateMachine(in machineInput) (any, error) {
	m, err := s.machine(in.StateMachineArn)
	if err != nil {
		return nil, err
	}
	status := "ACTIVE"
	if m.Deleting {
		status = "DELETING"
	}
	shown := map[string]any{
		"stateMachineArn": m.ARN, "name": m.Name, "status": status, "roleArn": m.RoleArn, "type": "STANDARD",
		"creationDate": seconds(m.Created), "revisionId": m.Revision,
		"loggingConfiguration": map[string]any{"level": "OFF", "includeExecutionData": false},
		"tracingConfiguration": map[string]any{"enabled": false},
	}
	if in.IncludedData != "METADATA_ONLY" {
		shown["definition"] = m.Definition
	}
	return shown, nil
}

type listInput struct {
	MaxResults int    `json:"maxResults"`
	NextToken  string `json:"nextToken"`
}

// limit returns how many results a page has.
func (l listInput) limit() (int, error) {
	if l.MaxResults < 0 || l.MaxResults > 1000 {
		return 0, wire.Refuse("ValidationException", "Value '%d' at 'maxResults' failed to satisfy constraint: Member must have value between 0 and 1000", l.MaxResults)
	}
	if l.MaxResults == 0 {
		return 100, nil
	}
	return l.MaxResults, nil
}

func (s *Service) listStateMachines(in listInput) (any, error) {
	limit, err := in.limit()
	if err != nil {
		return nil, err
	}
	var arns []string
	for arn := range s.machines {
		if arn > in.NextToken {
			arns = append(arns, arn)
		}
	}
	sort.Strings(arns)
	answer := map[string]any{}
	if len(arns) > limit {
		arns = arns[:limit]
		answer["nextToken"] = arns[limit-1]
	}
	list := []any{}
	for _, arn := range arns {
		m := s.machines[arn]
		list = append(list, map[string]any{"stateMachineArn": arn, "name": m.Name, "type": "STANDARD", "creationDate": seconds(m.Created)})
	}
	answer["stateMachines"] = list
	return answer, nil
}

type updateMachineInput struct {
	StateMachineArn      string          `json:"stateMachineArn"`
	Definition           *string         `json:"definition"`
	RoleArn              *string         `json:"roleArn"`
	LoggingConfiguration json.RawMessage `json:"loggingConfiguration"`
	TracingConfiguration json.RawMessage `json:"tracingConfiguration"`
}

// updateStateMachine changes what new executions run; those under way go on with
// the definition that they began with.
func (s *Service) updateStateMachine(in updateMachineInput) (any, error) {
	m, err := s.machine(in.StateMachineArn)
	if err != nil {
		return nil, err
	}
	if m.Deleting {
		return nil, wire.Refuse("StateMachineDeleting", "State Machine is being deleted: '%s'", m.ARN)
	}
	if in.Definition == nil && in.RoleArn == nil && in.LoggingConfiguration == nil && in.TracingConfiguration == nil {
		return nil, wire.Refuse("MissingRequiredParameter", "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified")
	}
	if in.RoleArn != nil {
		if err := checkARN(*in.RoleArn); err != nil {
			return nil, err
		}
	}
	if in.Definition != nil {
		if err := s.revise(m, *in.Definition); err != nil {
			return nil, err
		}
	}
	if in.RoleArn != nil {
		m.RoleArn = *in.RoleArn
	}
	return map[string]any{"updateDate": seconds(s.Clock()), "revisionId": m.Revision}, s.keep(machineBucket, m.ARN, m)
}

type deleteMachineInput struct {
	StateMachineArn string `json:"stateMachineArn"`
}

// deleteStateMachine removes a machine once none of its executions runs.
func (s *Service) deleteStateMachine(in deleteMachineInput) (any, error) {
	if err := checkARN(in.StateMachineArn); err != nil {
		return nil, err
	}
	m := s.machines[in.StateMachineArn]
	if m == nil {
		return map[string]any{}, nil
	}
	m.Deleting = true
	if err := s.keep(machineBucket, m.ARN, m); err != nil {
		return nil, err
	}
	s.dropMachine(m, nil)
	return map[string]any{}, nil
}

// dropMachine removes a machine unless an execution other than the one that just
// closed still runs.
func (s *Service) dropMachine(m *machine, closed *execution) {
	for _, e := range s.byMachine[m.ARN] {
		if e != closed && e.Status == running {
			return
		}
	}
	delete(s.machines, m.ARN)
	s.Journal.Delete(machineBucket, m.ARN)
}
