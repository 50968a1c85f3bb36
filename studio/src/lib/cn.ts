import { clsx, type ClassValue } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

/** Our sizes of type; without it they would be taken for colours, and lost beside one. */
const merge = extendTailwindMerge({ extend: { classGroups: { 'font-size': [{ text: ['meta', 'body', 'strong', 'section', 'page'] }] } } });

/** Joins class names; of two that contradict each other the later one holds. */
export const cn = (...classes: ClassValue[]) => merge(clsx(classes));
