import {
  Activity, ChartColumn, CircleCheck, GitCompare, Receipt, TrendingDown, TrendingUp, UserPlus,
  ArrowDownAZ, ArrowLeftRight, ArrowRight, Bell, BookOpen, Bot, Box, Braces, Brain, Calculator, Calendar, CalendarClock, ClipboardList, Clock, Cloud,
  CodeXml, Cog, Contact, CopyMinus, CornerDownLeft, Cpu, CreditCard, Database, DatabaseZap, Diff, File, FileArchive, FileCode, FileInput, FileOutput,
  FileText, Filter, Folder, FolderOpen, Funnel, Gauge, GitBranch, GitFork, GitMerge, Globe, HardDrive, Hash, History, Hourglass, Image, Inbox, Key,
  KeyRound, Languages, Layers, Lightbulb, Link, List, ListCollapse, ListFilter, ListTodo, ListTree, Lock, Mail, MapPin, Megaphone, Merge,
  MessageCircle, MessageSquare, MessagesSquare, Mic, MousePointerClick, Newspaper, Notebook, OctagonX, Package, Pause, Pencil, Percent, Phone, Play,
  Plug, Printer, Puzzle, Radar, Repeat, Replace, Reply, RotateCw, Rss, Save, ScanText, Scissors, Search, SearchCode, Send, Server, Sheet, Shield,
  ShoppingCart, Shuffle, Sigma, Siren, Sparkles, Split, Square, SquareCode, Star, Table, Tag, Terminal, TextQuote, ThumbsUp, Ticket, Timer, Truck,
  User, Users, Variable, Video, Webhook, Wifi, Workflow, Wrench, Zap,
} from 'lucide-react';
import type { ComponentType } from 'react';

/** Icons that node types may name. Another name is a puzzle piece: add it here. */
const icons: Record<string, ComponentType<{ className?: string | undefined; strokeWidth?: number }>> = {
  activity: Activity, 'bar-chart': ChartColumn, 'check-circle': CircleCheck, 'git-compare': GitCompare, receipt: Receipt, 'trending-down': TrendingDown, 'trending-up': TrendingUp, 'user-plus': UserPlus,
  'arrow-down-a-z': ArrowDownAZ, 'arrow-left-right': ArrowLeftRight, 'arrow-right': ArrowRight, bell: Bell, 'book-open': BookOpen, bot: Bot, box: Box,
  braces: Braces, brain: Brain, calculator: Calculator, calendar: Calendar, 'calendar-clock': CalendarClock, 'clipboard-list': ClipboardList,
  clock: Clock, cloud: Cloud, 'code-xml': CodeXml, cog: Cog, contact: Contact, 'copy-minus': CopyMinus, 'corner-down-left': CornerDownLeft, cpu: Cpu,
  'credit-card': CreditCard, database: Database, 'database-zap': DatabaseZap, diff: Diff, file: File, 'file-archive': FileArchive,
  'file-code': FileCode, 'file-input': FileInput, 'file-output': FileOutput, 'file-text': FileText, filter: Filter, folder: Folder,
  'folder-open': FolderOpen, funnel: Funnel, gauge: Gauge, 'git-branch': GitBranch, 'git-fork': GitFork, 'git-merge': GitMerge, globe: Globe,
  'hard-drive': HardDrive, hash: Hash, history: History, hourglass: Hourglass, image: Image, inbox: Inbox, key: Key, 'key-round': KeyRound,
  languages: Languages, layers: Layers, lightbulb: Lightbulb, link: Link, list: List, 'list-collapse': ListCollapse, 'list-filter': ListFilter,
  'list-todo': ListTodo, 'list-tree': ListTree, lock: Lock, mail: Mail, 'map-pin': MapPin, megaphone: Megaphone, merge: Merge,
  'message-circle': MessageCircle, 'message-square': MessageSquare, 'messages-square': MessagesSquare, mic: Mic,
  'mouse-pointer-click': MousePointerClick, newspaper: Newspaper, notebook: Notebook, 'octagon-x': OctagonX, package: Package, pause: Pause,
  pencil: Pencil, percent: Percent, phone: Phone, play: Play, plug: Plug, printer: Printer, puzzle: Puzzle, radar: Radar, repeat: Repeat,
  replace: Replace, reply: Reply, 'rotate-cw': RotateCw, rss: Rss, save: Save, 'scan-text': ScanText, scissors: Scissors, search: Search,
  'search-code': SearchCode, send: Send, server: Server, sheet: Sheet, shield: Shield, 'shopping-cart': ShoppingCart, shuffle: Shuffle, sigma: Sigma,
  siren: Siren, sparkles: Sparkles, split: Split, square: Square, 'square-code': SquareCode, star: Star, table: Table, tag: Tag, terminal: Terminal,
  'text-quote': TextQuote, 'thumbs-up': ThumbsUp, ticket: Ticket, timer: Timer, truck: Truck, user: User, users: Users, variable: Variable,
  video: Video, webhook: Webhook, wifi: Wifi, workflow: Workflow, wrench: Wrench, zap: Zap,
};

/** An icon by the name a node type gives it. */
export function Icon({ name, className }: { name: string; className?: string }) {
  const Drawn = icons[name] ?? Puzzle;
  return <Drawn strokeWidth={1.5} className={className} />;
}
