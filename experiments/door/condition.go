package door

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/cost"
	"cel.dev/cel-go/common/env"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
)

// A condition may be at most this long and may cost at most this much, in CEL's
// units (about one for each operator): the same bound is proved when a policy is
// parsed and enforced when it judges.
const (
	maxCondition = 1000
	maxCost      = 200
)

// operatorsOfConditions is all that conditions are made of. There are no
// functions, no macros and so no loops: the cost is linear in the length.
var operatorsOfConditions = []string{
	operators.Conditional, operators.LogicalAnd, operators.LogicalOr, operators.LogicalNot,
	operators.Equals, operators.NotEquals, operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals,
	operators.Add, operators.Subtract, operators.Multiply, operators.Divide, operators.Negate, operators.In,
}

// condition is a compiled CEL expression that closes a door when it is true.
type condition struct {
	program  cel.Program
	reads    []slot    // the variables in it
	literals []float64 // the numbers in it: likely boundaries
}

// outcome is what a condition says of an input.
type outcome int

const (
	passes outcome = iota // false
	fires                 // true
	waits                 // hangs on something that is not answered
	breaks                // failed
)

func (c *condition) on(in *input) outcome {
	value, _, err := c.program.Eval(in)
	switch {
	case err != nil:
		return breaks
	case value == types.True:
		return fires
	case value == types.False:
		return passes
	case types.IsUnknown(value):
		return waits
	}
	return breaks
}

// grammar is the CEL environment of a policy: its variables are the answers, the
// days and the policy's limits. All figures are doubles.
func grammar(limits map[string]float64) (*cel.Env, error) {
	functions := make([]*env.Function, len(operatorsOfConditions))
	for i, name := range operatorsOfConditions {
		functions[i] = env.NewFunction(name)
	}
	options := []cel.EnvOption{
		cel.StdLib(cel.StdLibSubset(&env.LibrarySubset{DisableMacros: true, IncludeFunctions: functions})),
		cel.CrossTypeNumericComparisons(true),
		cel.ParserExpressionSizeLimit(maxCondition),
		cel.ParserRecursionLimit(50),
	}
	for _, v := range variables {
		options = append(options, cel.Variable(v.name, v.kind))
	}
	for name, limit := range limits {
		options = append(options, cel.Constant("limits."+name, cel.DoubleType, types.Double(limit)))
	}
	return cel.NewCustomEnv(options...)
}

// flaw is something wrong in a condition, counted as CEL does: lines from 1,
// columns from 0.
type flaw struct {
	line, column int
	message      string
}

// compile checks and compiles a condition over the limits of its policy.
func compile(grammar *cel.Env, source string, limits map[string]float64) (*condition, []flaw) {
	checked, issues := grammar.Compile(source)
	if issues.Err() != nil {
		var flaws []flaw
		for _, e := range issues.Errors() {
			flaws = append(flaws, flaw{e.Location.Line(), begins(e.Message, e.Location.Column()), e.Message + hint(e.Message, limits)})
		}
		return nil, flaws
	}
	if checked.OutputType() != cel.BoolType {
		return nil, []flaw{{1, 0, fmt.Sprintf("a condition has to be true or false, this is a %s", checked.OutputType())}}
	}
	tree := checked.NativeRep()
	if flaws := wrongWords(tree); len(flaws) > 0 {
		return nil, flaws
	}
	estimate, err := grammar.EstimateCost(checked, sizes{})
	if err != nil {
		return nil, []flaw{{1, 0, err.Error()}}
	}
	if estimate.Max > maxCost {
		return nil, []flaw{{1, 0, fmt.Sprintf("this may cost %d steps, a condition has at most %d: split it into several rules", estimate.Max, maxCost)}}
	}
	program, err := grammar.Program(checked, cel.CostLimit(maxCost), cel.EvalOptions(cel.OptOptimize))
	if err != nil {
		return nil, []flaw{{1, 0, err.Error()}}
	}
	return &condition{program, readsOf(tree), literalsOf(tree)}, nil
}

// undeclared is how CEL says that there is no such variable.
var undeclared = regexp.MustCompile(`^undeclared reference to '([^']*)'( \(did you mean)?`)

// begins is the column of a whole name: CEL points at the dot in answers.destroys.
func begins(message string, column int) int {
	if found := undeclared.FindStringSubmatch(message); found != nil {
		return max(0, column-max(0, strings.IndexByte(found[1], '.')))
	}
	return column
}

// hint adds to what CEL says of a condition what its author can write instead.
func hint(message string, limits map[string]float64) string {
	if strings.Contains(message, "no matching overload") && strings.Contains(message, "double") {
		return ": every figure is a decimal, so write 2.0 for 2"
	}
	found := undeclared.FindStringSubmatch(message)
	switch {
	case found == nil:
		return ""
	case found[2] == "" && slices.Contains(questionKeys, found[1]):
		return fmt.Sprintf(" (did you mean 'answers.%s'?)", found[1])
	case found[2] == "" && wordValues[found[1]] != nil:
		return fmt.Sprintf(" (did you mean \"%s\"? Words stand in quotes)", found[1])
	case found[2] == "" && found[1] == "limits" && len(limits) > 0:
		return ": the limits of this policy are limits." + strings.Join(slices.Sorted(maps.Keys(limits)), ", limits.")
	}
	return ": a condition sees answers.<question>, limits.<limit>, starts_on, ends_on and days"
}

// sizes tells the cost estimate that no word among the answers is long.
type sizes struct{}

func (sizes) EstimateSize(n cost.AstNode) *cost.SizeEstimate {
	if n.Type() == types.StringType && n.ComputedSize() == nil {
		return &cost.SizeEstimate{Max: 20}
	}
	return nil
}

func (sizes) EstimateCallCost(string, string, *cost.AstNode, []cost.AstNode) *cost.CallEstimate {
	return nil
}

func readsOf(tree *ast.AST) []slot {
	reads := map[slot]bool{}
	for _, r := range tree.ReferenceMap() {
		if s, ok := slotOf[r.Name]; ok {
			reads[s] = true
		}
	}
	return slices.Sorted(maps.Keys(reads))
}

func literalsOf(tree *ast.AST) []float64 {
	var literals []float64
	walk(tree, func(e ast.Expr) {
		if e.Kind() != ast.LiteralKind {
			return
		}
		switch v := e.AsLiteral().(type) {
		case types.Int:
			literals = append(literals, float64(v))
		case types.Double:
			literals = append(literals, float64(v))
		}
	})
	return literals
}

// wrongWords finds answers that are compared with a word that is no answer: such
// a condition is well typed, but a slip of the pen would leave a door open.
func wrongWords(tree *ast.AST) []flaw {
	var flaws []flaw
	walk(tree, func(e ast.Expr) {
		if e.Kind() != ast.CallKind || !slices.Contains([]string{operators.Equals, operators.NotEquals, operators.In}, e.AsCall().FunctionName()) {
			return
		}
		args := e.AsCall().Args()
		for i, arg := range args {
			choices := choicesOf(tree, arg)
			if choices == nil {
				continue
			}
			for _, w := range words(args[1-i]) {
				if s := string(w.AsLiteral().(types.String)); !slices.Contains(choices, s) {
					at := tree.SourceInfo().GetStartLocation(w.ID())
					flaws = append(flaws, flaw{at.Line(), at.Column(), fmt.Sprintf("%q is no answer to this question; the answers are %s%s", s, strings.Join(choices, ", "), didYouMean(s, choices))})
				}
			}
		}
	})
	return flaws
}

func choicesOf(tree *ast.AST, e ast.Expr) []string {
	r, ok := tree.ReferenceMap()[e.ID()]
	if !ok {
		return nil
	}
	if s, ok := slotOf[r.Name]; ok && int(s) < len(questions) {
		return questions[s].Options
	}
	return nil
}

func words(e ast.Expr) []ast.Expr {
	if e.Kind() == ast.ListKind {
		var all []ast.Expr
		for _, item := range e.AsList().Elements() {
			all = append(all, words(item)...)
		}
		return all
	}
	if e.Kind() == ast.LiteralKind && e.AsLiteral().Type() == types.StringType {
		return []ast.Expr{e}
	}
	return nil
}

func walk(tree *ast.AST, visit func(ast.Expr)) {
	ast.PreOrderVisit(tree.Expr(), ast.NewExprVisitor(visit))
}
