# Starts a program in a Landlock domain of its own, and ends with all that came of it.
#
# Arguments: prctl=NUMBER of that system call here; files=BITS, tcp=BITS and scopes=BITS, what Landlock is to decide;
# rule=RIGHTS:PATH, as often as need be, what may be done beneath a path; filter=FILE, a filter of system calls; then --
# and the command. With the one argument --abi it prints the version of the kernel's Landlock, 0 for none.
#
# There are two processes. This one stays outside of the program's domain. Orphans are given to it, so that no daemon
# leaves the tree below it, and it counts what they used. On SIGTERM, and when the program has ended, it kills all of
# them, and it ends as the program did. Where the kernel scopes signals, it stands in a domain around the program's,
# in which "everybody" is the program and what came of it: one call kills all together, however fast they fork. The
# program cannot signal it, as it is outside of the inner domain.
use strict;

# The calls of Landlock have these numbers everywhere.
my ($CREATE, $ADD, $RESTRICT) = (444, 445, 446);
my ($PDEATHSIG, $SECCOMP, $SUBREAPER, $NO_NEW_PRIVS) = (1, 22, 36, 38);
my ($KILL, $TERM, $WNOHANG, $O_PATH) = (9, 15, 1, 0x200000);
my $SCOPE_SIGNAL = 2;
# The right to move files between folders.
my $REFER = 1 << 13;
# Stands in a filter for the number of the program's process.
my $SELF = pack 'V', 0x5e1fc0de;

if ("@ARGV" eq '--abi') {
    my $abi = syscall $CREATE, 0, 0, 1;
    print $abi < 0 ? 0 : $abi;
    exit 0;
}

my (%given, @places);
while (defined(my $word = shift @ARGV)) {
    last if $word eq '--';
    my ($name, $value) = split /=/, $word, 2;
    if ($name ne 'rule') {
        $given{$name} = $value;
        next;
    }
    my ($rights, $path) = split /:/, $value, 2;
    # What is not there needs no rule. They stay open: what the kernel makes up as it is looked at, such as /proc, it
    # would forget otherwise, and the rule with it.
    sysopen my $place, $path, $O_PATH or next;
    push @places, [$rights, $place, $path];
}
my $prctl = $given{prctl} + 0;

sub checked {
    my ($what, $got) = @_;
    return $got if $got >= 0;
    die "landlock: $what: $!\n";
}

sub control {
    my ($what, $value) = @_;
    checked("prctl $what", syscall $prctl, $what, $value, 0, 0, 0);
}

sub ruleset {
    # An older kernel knows a shorter structure, and takes this one if what it does not know is zero.
    my $attributes = pack 'Q3', @_;
    return checked('ruleset', syscall $CREATE, $attributes, length $attributes, 0);
}

sub allow {
    my ($ruleset, $rights, $place, $path) = @_;
    my $beneath = pack 'Ql', $rights, fileno $place;
    checked("rule for $path", syscall $ADD, $ruleset, 1, $beneath, 0);
}

sub restrict { checked('restrict', syscall $RESTRICT, $_[0], 0) }

sub scope_signals {
    # Moving files between folders is denied by every domain that does not allow it, even by one that decides nothing
    # else about files: it is left to the program's own.
    my $ruleset = ruleset($REFER, 0, $SCOPE_SIGNAL);
    sysopen my $root, '/', $O_PATH or die "landlock: /: $!\n";
    allow($ruleset, $REFER, $root, '/');
    restrict($ruleset);
}

sub filter {
    my $path = shift;
    open my $file, '<:raw', $path or die "landlock: $path: $!\n";
    local $/;
    my $filter = <$file>;
    close $file;
    my $self = pack 'V', $$;
    $filter =~ s/\Q$SELF\E/$self/g;
    return $filter;
}

sub become_program {
    my $parent = shift;
    $SIG{TERM} = 'DEFAULT';
    control($PDEATHSIG, $KILL);
    exit 1 if getppid != $parent;
    setpgrp 0, 0;
    my $filter = filter($given{filter});
    my $ruleset = ruleset($given{files}, $given{tcp}, $given{scopes});
    allow($ruleset, @$_) for @places;
    sysopen my $own, '/proc/self', $O_PATH or die "landlock: /proc: $!\n";
    # Its files can be read, and its folders listed.
    allow($ruleset, 12, $own, '/proc/self');
    restrict($ruleset);
    my $program = pack 'Sx6P', length($filter) / 8, $filter;
    checked('filter', syscall $prctl, $SECCOMP, 2, $program, 0, 0);
    exec { $ARGV[0] } @ARGV or die "landlock: $ARGV[0]: $!\n";
}

sub descendants {
    my $pid = shift;
    my @found;
    opendir my $threads, "/proc/$pid/task" or return;
    for my $thread (readdir $threads) {
        open my $file, '<', "/proc/$pid/task/$thread/children" or next;
        my $line = <$file>;
        push @found, split ' ', $line if defined $line;
    }
    return map { ($_, descendants($_)) } @found;
}

sub kill_all {
    my $scoped = shift;
    while (1) {
        # In a domain that scopes signals, everybody is who is in it or in one below it.
        if ($scoped) { kill 'KILL', -1 }
        else { kill 'KILL', descendants($$) }
        my $reaped;
        while (($reaped = waitpid -1, $scoped ? 0 : $WNOHANG) > 0) { }
        return if $reaped < 0;
        select undef, undef, undef, 0.001;
    }
}

my $scoped = $given{scopes} & $SCOPE_SIGNAL;
my $parent = getppid;

sub stop {
    kill_all($scoped);
    exit 128 + $KILL;
}

# Perl waits again when a signal has come, and runs what is asked for here in between.
$SIG{TERM} = \&stop;
control($NO_NEW_PRIVS, 1);
control($SUBREAPER, 1);
control($PDEATHSIG, $TERM);
scope_signals() if $scoped;
my $self = $$;
my $program = fork;
die "landlock: fork: $!\n" unless defined $program;
become_program($self) if $program == 0;
sysopen my $shown, "/proc/$program", $O_PATH;
# What the program reads and writes is its own: an end that is held here would never be seen to close.
for my $descriptor (0, 1, 3, 4) {
    my $held;
    close $held if open $held, '<&=', $descriptor;
}
# A signal that came just before a wait is heard with the next second; so is the end of who started this.
$SIG{ALRM} = sub { alarm 1; stop() if getppid != $parent };
alarm 1;
my $ended = 0;
$ended = waitpid -1, 0 until $ended == $program;
my $status = $?;
$SIG{ALRM} = 'IGNORE';
kill_all($scoped);
exit($status & 127 ? 128 + ($status & 127) : $status >> 8);
